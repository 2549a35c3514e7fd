// An API and the n8n instances whose trigger is published and unpublished against it.
import { SigningClient } from './client.mts';
import { subscriptions } from './events.mts';
import { startOffBlocks, type OffBlocks } from './offblocks.mts';
import { expectNoSecrets } from './secrets.mts';
import { TriggerHost, type HostOptions } from './triggerHost.mts';

export interface TriggerScene {
	/** There from `beforeAll` on. */
	readonly api: OffBlocks;
	/** Another n8n with the trigger in it; stopped after the test. */
	host(options?: Partial<HostOptions>): Promise<TriggerHost>;
	/** Deletes a subscription at the API. */
	remove(id: string): Promise<unknown>;
	/** `PUT /webhooks`, as somebody else would. */
	put(body: object): Promise<unknown>;
}

/** Sets the scene for the tests of the file that calls it: one API, no subscription left between tests. */
export function setTriggerScene(): TriggerScene {
	let api: OffBlocks;
	const hosts: TriggerHost[] = [];
	const client = () => new SigningClient(api.sandbox.info);
	const remove = (id: string) => client().delete(`/webhooks/${id}`);
	beforeAll(async () => {
		api = await startOffBlocks();
	});
	beforeEach(() => api.forgetCalls());
	afterEach(async () => {
		for (const { id } of await subscriptions(api)) await remove(id);
		await Promise.all(hosts.splice(0).map((one) => one.stop()));
	});
	afterAll(async () => {
		// First, or a failure would leave it running.
		await api.sandbox.stop();
		expectNoSecrets();
	});
	return {
		get api() {
			return api;
		},
		async host(options = {}) {
			const started = await TriggerHost.start({ credentials: api.credentials(), ...options });
			hosts.push(started);
			return started;
		},
		remove,
		put: (body) => client().put('/webhooks', body),
	};
}

/** The URL that n8n gives a trigger. */
export function urlOf({ publicOrigin, node }: TriggerHost, kind = 'webhook'): string {
	return `${publicOrigin}/${kind}/${node.webhookId}/webhook`;
}
