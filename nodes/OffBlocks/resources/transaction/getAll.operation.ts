import type { IDataObject } from 'n8n-workflow';
import { collect, conclude, listFields, readWanted, type Wanted } from '../../engine/list/listMany';
import type { TaskOperation, TaskTools } from '../../engine/Operation';
import { toItem } from '../../engine/outputs';
import { mapInSlices } from '../../shared/slices';
import { readAccounts } from '../account/readAccounts';
import { transactionListing } from './entity';

/** The API has no list for the programme: all accounts are asked for theirs. */
export const getAll: TaskOperation = {
	kind: 'task',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many transactions',
		description:
			'List all transactions in the programme. OffBlocks has no such list, so this sends one request per account.',
	},
	fields: listFields(transactionListing),
	subtitle: 'get many: transactions',
	tool: 'Lists the transactions of all accounts, with amount, direction, merchant, card ID and account ID. Sends one request per account. If the account or card is known, use the list for that instead. Changes nothing.',
	risk: 'read',
	prepare(parameters) {
		const wanted = readWanted(parameters, transactionListing);
		return {
			async run({ itemIndex, ...tools }) {
				const transactions = await walk(tools, wanted);
				return [await mapInSlices(transactions, toItem(itemIndex))];
			},
		};
	},
};

/**
 * The transactions of all accounts, side by side, in the accounts' order. Where there are enough without sorting,
 * no further account is asked.
 *
 * @throws {ApiError} where one account's list cannot be read
 */
async function walk(
	{ read, sideBySide }: Omit<TaskTools, 'itemIndex'>,
	wanted: Wanted,
): Promise<IDataObject[]> {
	const ids = (await readAccounts(read)).map(({ id }) => id);
	const lists: Array<IDataObject[] | undefined> = ids.map(() => undefined);
	/** How many accounts from the first on are read, and what they have come to. */
	const head = { accounts: 0, transactions: 0 };
	await sideBySide(ids.length, async (at) => {
		const { list, end } = collect(wanted);
		const request = { method: 'GET' as const, path: `/accounts/${ids[at]}/transactions` };
		lists[at] = await end(await read(request, list));
		for (let next = lists[head.accounts]; next; next = lists[head.accounts]) {
			head.accounts += 1;
			head.transactions += next.length;
		}
		return wanted.order !== undefined || head.transactions < wanted.limit;
	});
	return await conclude(wanted, lists);
}
