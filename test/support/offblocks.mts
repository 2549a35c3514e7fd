// What an integration test starts from: a sandbox of its own, credentials for it, and fresh accounts.
import { randomUUID } from 'node:crypto';
import type { IDataObject, ICredentialDataDecryptedObject } from 'n8n-workflow';
import { TestCredentials } from './credentials.mts';
import { startSandbox, type Sandbox, type StartOptions } from './sandbox.mts';

export interface OffBlocks {
	sandbox: Sandbox;
	/** A credential for the sandbox, as a user would fill it in. */
	credentials(change?: ICredentialDataDecryptedObject): TestCredentials;
	/** An active account without cards. */
	newAccount(): Promise<string>;
	/** A card in a given state, planted past the API. */
	newCard(change?: IDataObject): Promise<string>;
	/** All cards of an account, as the sandbox stores them. */
	cardsOf(accountId: string): Promise<IDataObject[]>;
	/** The calls that arrived since `forgetCalls()`, log-ins left out unless asked for. */
	calls(filter?: RegExp): Promise<IDataObject[]>;
	forgetCalls(): Promise<void>;
	fault(fault: IDataObject): Promise<void>;
}

export async function startOffBlocks(options?: StartOptions): Promise<OffBlocks> {
	const sandbox = await startSandbox(options);
	const { info, admin } = sandbox;
	const offBlocks: OffBlocks = {
		sandbox,
		credentials: (change = {}) =>
			new TestCredentials({
				environment: 'custom',
				baseUrl: info.baseUrl,
				authentication: 'apiKey',
				apiKey: info.apiKey,
				apiSecret: info.apiSecret,
				keyId: info.keyId,
				privateKey: info.privateKey,
				...change,
			}),
		async newAccount() {
			const { data } = await admin.post('/accounts', { id: randomUUID(), status: 'active' });
			return data.id as string;
		},
		async newCard(change = {}) {
			const id = String(change.id ?? randomUUID());
			const accountId = change.accountId ?? (await offBlocks.newAccount());
			const card = { accountId, type: 'virtual', status: 'active', ...change, id };
			// What is there is changed: the sandbox plants nothing over it.
			const isThere = async () => {
				const { data } = await admin.get('/cards');
				return (data as IDataObject[]).some((known) => known.id === id);
			};
			if (change.id !== undefined && (await isThere())) {
				await admin.patch(`/cards/${id}`, { updatedAt: new Date().toISOString(), ...card });
			} else await admin.post('/cards', card);
			return id;
		},
		async cardsOf(accountId) {
			const { data } = await admin.get('/cards', { params: { accountId } });
			return data as IDataObject[];
		},
		async calls(filter = /^(?!.*\/auth\/token)/) {
			const { data } = await admin.get('/calls');
			return (data as IDataObject[]).filter(({ path }) => filter.test(String(path)));
		},
		async forgetCalls() {
			await admin.delete('/calls');
		},
		async fault(fault) {
			await admin.post('/faults', fault);
		},
	};
	return offBlocks;
}

/** A resource locator by id. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** A billing address that is in order. */
export const ADDRESS = {
	address: { firstLine: '321 West End Lane', city: 'London', country: 'GB', postCode: 'NW6 2FG' },
};
