import type { IDataObject } from 'n8n-workflow';
import { notAListOf, thingAsked } from '../../engine/answers';
import { readEvery } from '../../engine/list/readEvery';
import type { Read, TaskTools } from '../../engine/Operation';
import { isUuid } from '../../shared/uuid';
import type { Account } from './account';

/** All accounts of the programme, in the API's order. @throws {ApiError} */
export async function readAccounts(read: Read): Promise<Account[]> {
	return await readEvery(read, '/accounts', 'accounts', readable);
}

/**
 * The accounts with these ids, side by side; all of the programme where none are given.
 *
 * @throws {ApiError} also where there is no such account
 */
export async function readScoped(
	{ read, sideBySide }: Pick<TaskTools, 'read' | 'sideBySide'>,
	ids: string[] | undefined,
): Promise<Account[]> {
	if (!ids) return await readAccounts(read);
	const accounts: Account[] = [];
	await sideBySide(ids.length, async (at) => {
		const expects = thingAsked('account', ids[at]);
		const account = await read({ method: 'GET', path: `/accounts/${ids[at]}`, expects });
		accounts[at] = readable(account as IDataObject);
		return true;
	});
	return accounts;
}

function readable(account: IDataObject): Account {
	if (!isUuid(account.id)) throw notAListOf('accounts');
	return account as unknown as Account;
}
