// docs/trigger.md shows a delivery and the item that it starts a workflow with.
// To write the item anew: UPDATE_EXAMPLES=1 npm test -- integration --testPathPatterns integration/docs/trigger
import type { IDataObject } from 'n8n-workflow';
import { Examples } from '../../support/examples.mts';
import { useTriggers } from '../../support/triggers.mts';

const triggers = useTriggers();

it('what the page shows is what comes out', async () => {
	const examples = new Examples('trigger.md');
	const { n8n, url } = await triggers.active();
	const event = examples.read('event', 'in') as IDataObject;
	const { status } = await n8n.deliver(url, event);
	expect(status).toBe(200);
	expect(n8n.executions).toHaveLength(1);
	examples.check('event', 'out', n8n.executions[0]);
});
