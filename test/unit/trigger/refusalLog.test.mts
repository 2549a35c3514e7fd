import { randomUUID } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { Refusal } from '../../../nodes/OffBlocks/trigger/Refusal';
import { logRefusal } from '../../../nodes/OffBlocks/trigger/refusalLog';

function node() {
	const said: string[] = [];
	const id = randomUUID();
	const context = {
		getNode: () => ({ id, name: 'Events' }),
		getWorkflow: () => ({ id: 'workflow-7' }),
		getMode: () => 'webhook',
		logger: { warn: (line: string) => said.push(line) },
	};
	return { context: context as unknown as IWebhookFunctions, said };
}
const refusal = new Refusal(401, 'No.', { reason: 'Because.' });

it('names workflow, node, status, answer and reason', () => {
	const { context, said } = node();
	logRefusal(context, refusal);
	expect(said).toEqual([
		'OffBlocks Trigger (workflow workflow-7, node "Events") refused a delivery with 401: No. Because.',
	]);
});

it('says ten lines in a minute for each node, and then how many there were', () => {
	const [one, other] = [node(), node()];
	const start = 1_000_000;
	for (let n = 0; n < 1_000; n += 1) logRefusal(one.context, refusal, start + n * 59);
	expect(one.said).toHaveLength(10);
	expect(one.said[9]).toMatch(/Further ones of this minute are only counted\.$/);
	logRefusal(other.context, refusal, start);
	expect(other.said).toHaveLength(1);
	logRefusal(one.context, refusal, start + 60_000);
	expect(one.said.slice(10)).toEqual([
		expect.stringMatching(/refused 990 more deliveries before this$/),
		expect.stringMatching(/refused a delivery with 401/),
	]);
});

it('does not stop for good where the clock is set back', () => {
	const { context, said } = node();
	for (let n = 0; n < 20; n += 1) logRefusal(context, refusal, 9_000_000);
	logRefusal(context, refusal, 1_000);
	expect(said.at(-1)).toMatch(/refused a delivery/);
});
