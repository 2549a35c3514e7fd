import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { listAccounts } from './lists';
import { page } from './page';

/** Fills the editor's list of accounts, those that are active first. */
export async function searchAccounts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const accounts = await listAccounts(this, !filter && !paginationToken);
	return page(accounts, { fits: ({ status }) => status === 'active' }, filter, paginationToken);
}
