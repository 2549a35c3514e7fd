// Which lines of n8n's logs the soak takes for trouble.
import { isTrouble } from '../../../cluster/soak/verdict.mts';

const warning = (what: string) =>
	`webhook-2.log: (node:19651) MaxListenersExceededWarning: Possible EventEmitter memory leak detected. ${what}. MaxListeners is 10. Use emitter.setMaxListeners() to increase limit`;

test.each([
	['a rejection that nobody handled', 'main.log: UnhandledPromiseRejection: oh'],
	['an uncaught error', 'worker-1.log: Uncaught exception: oh'],
	['a full heap', 'worker-1.log: FATAL ERROR: JavaScript heap out of memory'],
	['listeners that pile up', warning('11 close listeners added to [Socket]')],
	['other listeners of the queue', warning('11 error listeners added to [Queue]')],
])('%s is trouble', (_, line) => {
	expect(isTrouble(line)).toBe(true);
});

test.each([
	['an ordinary line', 'main.log: Enqueued execution 12 (job 12)'],
	['eleven executions under way', warning('11 global:completed listeners added to [Queue]')],
	['the same, failed', warning('11 global:failed listeners added to [Queue]')],
])('%s is none', (_, line) => {
	expect(isTrouble(line)).toBe(false);
});
