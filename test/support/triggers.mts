// What an integration test of the trigger starts from: a sandbox, and n8ns whose workflow is active.
import { subscriptions } from './events.mts';
import { startOffBlocks, type OffBlocks } from './offblocks.mts';
import { expectNoSecrets, watchSecret } from './secrets.mts';
import { TriggerHost, type HostOptions } from './triggerHost.mts';

export interface Triggers {
	api: OffBlocks;
	/** An n8n whose workflow is active, and the callback URL that OffBlocks has. */
	active(options?: Partial<HostOptions>): Promise<{ n8n: TriggerHost; url: string }>;
	/** The callback URL of its "Listen for test event". */
	testUrl(n8n: TriggerHost): Promise<string>;
}

/** Registers the hooks of a test file; what it returns is complete once the tests run. */
export function useTriggers(): Triggers {
	const hosts: TriggerHost[] = [];
	const shared = {
		async active(options = {}) {
			const n8n = await TriggerHost.start({ credentials: shared.api.credentials(), ...options });
			hosts.push(n8n);
			await n8n.activate();
			const path = `/webhook/${n8n.node.webhookId}/`;
			return { n8n, url: await callbackUrl(path) };
		},
		testUrl: (n8n) => callbackUrl(`/webhook-test/${n8n.node.webhookId}/`),
	} as Triggers;
	async function callbackUrl(path: string): Promise<string> {
		const all = (await subscriptions(shared.api)).map((one) => one.callbackUrl);
		const found = all.filter((url) => url.includes(path));
		expect(found).toHaveLength(1);
		watchSecret(new URL(found[0]).searchParams.get('token'));
		return found[0];
	}
	beforeAll(async () => {
		shared.api = await startOffBlocks();
	});
	beforeEach(() => shared.api.forgetCalls());
	afterEach(() => Promise.all(hosts.splice(0).map((host) => host.end())));
	afterAll(async () => {
		// First, or a failure would leave it running.
		await shared.api.sandbox.stop();
		expectNoSecrets();
	});
	return shared;
}
