import type { IWebhookFunctions } from 'n8n-workflow';
import { webhookPublicKey } from '../../../nodes/OffBlocks/trigger/webhookPublicKey.ts';

/** A node of a workflow, whose credential is counted as it is read. */
function nodeWith(workflow: string, keys: unknown[]) {
	let reads = 0;
	const context = {
		getNode: () => ({ id: 'n', credentials: { offBlocksApi: { id: 'c' } } }),
		getMode: () => 'trigger',
		getWorkflow: () => ({ id: workflow }),
		getCredentials: async () => ({ webhookPublicKey: keys[Math.min(reads++, keys.length - 1)] }),
	} as unknown as IWebhookFunctions;
	return { context, reads: () => reads };
}

it('is read anew after five seconds, and not before', async () => {
	const { context, reads } = nodeWith('one', [' first\n', 'second']);
	const start = 1_000_000;
	for (const later of [0, 1, 4_999]) {
		expect(await webhookPublicKey(context, start + later)).toBe('first');
	}
	expect(reads()).toBe(1);
	expect(await webhookPublicKey(context, start + 5_000)).toBe('second');
	expect(await webhookPublicKey(context, start + 9_999)).toBe('second');
	expect(reads()).toBe(2);
});

it('of another workflow is another; none is nothing', async () => {
	const [some, none] = [nodeWith('two', ['key']), nodeWith('three', [undefined])];
	expect(await webhookPublicKey(some.context, 0)).toBe('key');
	expect(await webhookPublicKey(none.context, 0)).toBe('');
	expect(await webhookPublicKey(some.context, 0)).toBe('key');
});
