import type { IDataObject } from 'n8n-workflow';
import { notAListOf, thingAsked } from '../../engine/answers';
import { readEvery } from '../../engine/list/readEvery';
import type { TaskTools } from '../../engine/Operation';
import type { Account } from '../account/account';
import type { Authorisation } from '../authorisation/authorisation';
import type { Transaction } from './transaction';

type Tools = Pick<TaskTools, 'read' | 'sideBySide'>;

/**
 * Reads the transactions of accounts, those of one customer after another and of several customers side by side, and
 * has each customer's worked on before the next are read: never more than those of a few customers are held.
 *
 * @param make of a transaction, as it arrives
 * @param work on all transactions of one customer
 * @throws {ApiError} where one account's list cannot be read
 */
export async function readByCustomer<Made>(
	{ read, sideBySide }: Tools,
	accounts: readonly Account[],
	make: (transaction: Transaction, account: Account) => Made,
	work: (made: Made[]) => Promise<void>,
): Promise<void> {
	const customers = new Map<string, Account[]>();
	for (const account of accounts) {
		const known = customers.get(account.customerId);
		if (known) known.push(account);
		else customers.set(account.customerId, [account]);
	}
	const all = [...customers.values()];
	// One at a time: timers that end together run in one turn of the event loop, and so would their slices.
	let before = Promise.resolve();
	await sideBySide(all.length, async (at) => {
		const made: Made[] = [];
		for (const account of all[at]) {
			const path = `/accounts/${account.id}/transactions`;
			const make1 = (thing: IDataObject) => make(readable(thing), account);
			for (const one of await readEvery(read, path, 'transactions', make1)) made.push(one);
		}
		const mine = before.then(async () => await work(made));
		before = mine.catch(() => undefined);
		await mine;
		return true;
	});
}

function readable(thing: IDataObject): Transaction {
	if (typeof thing.id !== 'string') throw notAListOf('transactions');
	return thing as unknown as Transaction;
}

/** @throws {ApiError} also where there is no such authorisation */
export async function readHold({ read }: Pick<Tools, 'read'>, id: string): Promise<Authorisation> {
	const expects = thingAsked('authorisation', id);
	const hold = await read({ method: 'GET', path: `/authorisations/${id}`, expects });
	return hold as unknown as Authorisation;
}
