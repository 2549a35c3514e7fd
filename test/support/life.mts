// Customers, accounts and payments of a sandbox, made with nothing but the node.
import { randomUUID } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runNode, type RunOptions, type RunResult } from './engine.mts';
import { eventually } from './eventually.mts';
import { ADDRESS, byId, type OffBlocks } from './offblocks.mts';

export const WALLET_SIGNATURE = `0x${'ab'.repeat(65)}`;

/** Runs operations of the node and makes what they need. */
export class Life {
	private readonly api: OffBlocks;

	constructor(api: OffBlocks) {
		this.api = api;
	}

	/** @param name `resource/operation` */
	async run(
		name: string,
		parameters: object = {},
		more: Partial<RunOptions> = {},
	): Promise<RunResult> {
		const [resource, operation] = name.split('/');
		return await runNode({ resource, operation, ...parameters } as INodeParameters, {
			credentials: this.api.credentials(),
			...more,
		});
	}

	/** The one item that an operation gives. */
	async one(name: string, parameters: object = {}): Promise<IDataObject> {
		const { json, error } = await this.run(name, parameters);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
		return json[0];
	}

	async until(name: string, parameters: object, status: string): Promise<IDataObject> {
		let found: IDataObject = {};
		await eventually(async () => {
			found = await this.one(name, parameters);
			expect(found.status).toBe(status);
		}, 15_000);
		return found;
	}

	/** A customer whose challenge waits to be signed. */
	async newCustomer(externalId: string = randomUUID()): Promise<IDataObject> {
		const address = randomUUID().replaceAll('-', '').padEnd(40, '0');
		return await this.one('customer/create', { chainId: `eip155:300:0x${address}`, externalId });
	}

	async sign(
		resource: 'customer' | 'account',
		thing: IDataObject,
		signature = WALLET_SIGNATURE,
	): Promise<IDataObject> {
		return await this.one(`${resource}/submitChallengeSignature`, {
			[`${resource}Id`]: byId(String(thing.id)),
			ownerId: `eip155:300:0x${'ab'.repeat(20)}`,
			challenge: thing.challenge,
			signature,
		});
	}

	/** A customer whose verification is under way. */
	async verifyingCustomer(): Promise<string> {
		const customer = await this.newCustomer();
		await this.sign('customer', customer);
		const customerId = byId(String(customer.id));
		await this.until('customer/get', { customerId }, 'verifying');
		return String(customer.id);
	}

	async activeCustomer(): Promise<string> {
		const id = await this.verifyingCustomer();
		await this.one('simulator/verifyCustomer', { customerId: byId(id) });
		await this.until('customer/get', { customerId: byId(id) }, 'active');
		return id;
	}

	/** An account in a given status, planted past the API. */
	async account(status = 'active'): Promise<string> {
		const { data } = await this.api.sandbox.admin.post('/accounts', { status });
		return data.id as string;
	}

	/** A card that is being issued. */
	async issuingCard(): Promise<string> {
		const accountId = byId(await this.account());
		const card = await this.one('card/create', { accountId, billingAddress: ADDRESS });
		return String(card.id);
	}

	/** A payment that is pending. */
	async pendingAuthorisation(): Promise<string> {
		const cardId = byId(await this.api.newCard());
		const payment = { cardId, amount: '12.50', currency: 'EUR', capture: false };
		return String((await this.one('simulator/authorise', payment)).id);
	}

	/** A subscription to events. */
	async webhook(callbackUrl: string, types = ['card.updated']): Promise<string> {
		const { SigningClient } = await import('./client.mts');
		const client = new SigningClient(this.api.sandbox.info);
		return String((await client.put('/webhooks', { callbackUrl, types })).data.id);
	}
}
