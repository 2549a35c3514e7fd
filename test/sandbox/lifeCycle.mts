import { randomUUID } from 'node:crypto';
import type { AxiosResponse } from 'axios';
import { Contract } from '../../sandbox/http/contract.mts';
import { SigningClient } from '../support/client.mts';
import { eventually } from '../support/eventually.mts';
import { type Receiver, startReceiver } from '../support/receiver.mts';
import { type Sandbox, startSandbox } from '../support/sandbox.mts';

export const OWNER = `eip155:300:0x${'ab'.repeat(20)}`;

/** A sandbox, a client, and a receiver of all its events: what a life cycle is watched with. */
export interface Scene {
	sandbox: Sandbox;
	client: SigningClient;
	receiver: Receiver;
	/** Statuses of one entity as its events told them, each once, in the order of `updatedAt`. */
	statuses(id: string): string[];
	/** Waits until the events have told these statuses, and no others. */
	untilStatuses(id: string, expected: string[]): Promise<void>;
	newCustomer(): Promise<AxiosResponse>;
	/** Signs the challenge of `/customers/<id>` or `/accounts/<id>`. */
	sign(path: string, challenge: string): Promise<AxiosResponse>;
	/** A customer who has been verified. */
	activeCustomer(): Promise<string>;
	/** An active account of an active customer, made by the API's own steps. */
	activeAccount(currency?: string): Promise<string>;
	/** An active card of such an account. */
	activeCard(currency?: string): Promise<{ id: string; accountId: string }>;
}

const TYPES = ['customer', 'account', 'card', 'authorisation', 'transaction'];

export function useScene(args: readonly string[] = []): Scene {
	const scene = {
		statuses: (id) =>
			scene.receiver.received
				.map(({ json }) => json as Record<string, string>)
				.filter((event) => event.id === id)
				.sort((one, other) => ((one.updatedAt ?? '') < (other.updatedAt ?? '') ? -1 : 1))
				.map(({ status = '' }) => status),
		untilStatuses: (id, expected) =>
			eventually(async () => expect(scene.statuses(id)).toEqual(expected), 15_000),
		newCustomer: () => {
			const address = randomUUID().replaceAll('-', '').padEnd(40, '0');
			const body = { chainId: `eip155:300:0x${address}`, externalId: randomUUID() };
			return scene.client.post('/customers', body);
		},
		sign: (path, challenge) => {
			const signature = Buffer.from('not verified').toString('base64');
			return scene.client.post(`${path}/challenge/sign`, { ownerId: OWNER, challenge, signature });
		},
		async activeCustomer() {
			const { data } = await scene.newCustomer();
			await scene.sign(`/customers/${data.id}`, data.challenge);
			await scene.untilStatuses(data.id, ['initiating', 'screening', 'verifying']);
			await scene.client.patch(`/simulator/customers/${data.id}/verify`);
			return data.id;
		},
		async activeAccount(currency = 'EUR') {
			const path = `/customers/${await scene.activeCustomer()}/accounts`;
			const { data } = await scene.client.post(path, {
				type: 'card_account',
				currencies: [currency],
			});
			await scene.sign(`/accounts/${data.id}`, data.challenge);
			await scene.untilStatuses(data.id, ['initiating', 'pending', 'active']);
			return data.id;
		},
		async activeCard(currency) {
			const accountId = await scene.activeAccount(currency);
			const billingAddress = { firstLine: '1', city: 'Leeds', country: 'GB', postCode: 'LS1' };
			const body = { type: 'virtual', billingAddress };
			const { data } = await scene.client.post(`/accounts/${accountId}/cards`, body);
			await scene.client.patch(`/simulator/cards/${data.id}/issue`);
			return data;
		},
	} as Scene;
	beforeAll(async () => {
		scene.sandbox = await startSandbox({ args: [...args] });
		scene.client = new SigningClient(scene.sandbox.info);
		scene.receiver = await startReceiver();
		await scene.client.put('/webhooks', {
			callbackUrl: scene.receiver.url,
			types: TYPES.map((kind) => `${kind}.updated`),
		});
	});
	afterAll(async () => {
		await scene.receiver?.close();
		await scene.sandbox?.stop();
		const contract = new Contract();
		for (const { json } of scene.receiver?.received ?? []) contract.checkSchema('Event', json);
		expect(await scene.sandbox?.output()).not.toContain('SANDBOX FAULT');
	});
	return scene;
}

/** Status and message of a refusal. */
export const refusal = ({ status, data }: AxiosResponse) => [status, data.message];
export const INVALID_TRANSITION = [409, 'Invalid state transition'];
