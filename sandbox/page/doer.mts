import type { FastifyInstance } from 'fastify';
import { Client } from '../client/client.mts';
import { own } from '../client/transports.mts';
import type { Transport } from '../client/client.mts';
import type { Sandbox } from '../sandbox.mts';
import { ACTIONS, type Ask, type Deed, type Form, FormError, refusalNotice } from './actions.mts';
import type { Notice } from './layout.mts';

/** Does what a button says: by the API, as any client, or by the sandbox's own controls. */
export class Doer {
	readonly #sandbox: Sandbox;
	readonly #app: FastifyInstance;
	#connected: { client: Client; transport: Transport } | undefined;

	constructor(sandbox: Sandbox, app: FastifyInstance) {
		this.#sandbox = sandbox;
		this.#app = app;
	}

	/** Once the server listens. */
	#connection() {
		if (!this.#connected) {
			const transport = own(this.#sandbox, this.#app);
			this.#connected = { transport, client: new Client(transport) };
		}
		return this.#connected;
	}

	/** @returns what is to be said, and the page to show where that is another */
	async act(name: string, form: Form): Promise<{ notice: Notice; at?: string }> {
		const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
		try {
			if (!action) throw new FormError(`There is no action "${name}".`);
			const ask: Ask = async (path) => {
				const { status, body } = await this.#connection().client.call('GET', path);
				if (status >= 400) throw new FormError(refusalNotice(status, body).text);
				return body as Record<string, unknown>;
			};
			const deed = await action(form, ask);
			const { status, body } = await this.#do(deed);
			if (status >= 400) return { notice: refusalNotice(status, body) };
			const { id } = (body ?? {}) as { id?: string };
			const at = name === 'card.create' && id !== undefined ? `/page/cards/${id}` : undefined;
			return { notice: { text: deed.said, failed: false }, ...(at !== undefined && { at }) };
		} catch (error) {
			return { notice: { text: (error as Error).message, failed: true } };
		}
	}

	async #do({ of, method, path, body }: Deed): Promise<{ status: number; body: unknown }> {
		const { client, transport } = this.#connection();
		if (of === 'api') return await client.call(method, path, body);
		const { status, text } = await transport.send({
			method,
			path: `/_sandbox${path}`,
			headers: body === undefined ? {} : { 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		return { status, body: text === '' ? undefined : JSON.parse(text) };
	}
}
