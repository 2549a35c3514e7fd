// workflows/customer-to-payment.json in a real n8n: from a customer to a payment with the action node alone, twice.
import { readWorkflow } from '../../demo/furnish.mts';
import { joinLiveTrigger, type LiveTrigger } from '../support/liveTrigger.mts';
import { outputOf } from '../support/n8n.mts';

let live: LiveTrigger;
beforeAll(async () => {
	live = await joinLiveTrigger();
});
afterAll(() => live?.stop());

it('goes from customer to account to card to a payment, as often as one likes', async () => {
	const { credentialId } = await live.newCredential();
	const file = readWorkflow('customer-to-payment.json', live.sandbox.info.baseUrl, credentialId);
	const workflow = await live.client.createWorkflow(file);
	for (let run = 1; run <= 2; run++) {
		const execution = await live.client.runToEnd(workflow, 'Click to start');
		expect(execution.data.resultData.error?.message).toBeUndefined();
		const [card] = outputOf(execution, 'Create card');
		expect(outputOf(execution, 'List payments')).toEqual([
			expect.objectContaining({
				cardId: card.id,
				amount: '12.5',
				currency: 'EUR',
				direction: 'debit',
				status: 'processed',
			}),
		]);
	}
});
