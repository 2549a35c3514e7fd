// The audit of payments with all rules on, and a spending report of two levels, against JSON.parse of the bodies: how
// both grow to a million transactions, what they keep, and how long they hold the event loop.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from '../nodes/OffBlocks/resources/account/account.ts';
import type { Card } from '../nodes/OffBlocks/resources/card/card.ts';
import type { Transaction } from '../nodes/OffBlocks/resources/transaction/transaction.ts';
import { watchedPayments, WATCHED_RULES } from '../sandbox/seed/watched.mts';
import { keepResults } from './results.mts';
import { median, report } from './support/rounds.mts';
import { sized } from './support/size.mts';
import { loadSource } from './support/source.mts';

type Offered = typeof import('../nodes/OffBlocks/resources/transaction/audit/offeredRules.ts');
type Audit = typeof import('../nodes/OffBlocks/resources/transaction/audit/PaymentAudit.ts');
type Cards = typeof import('../nodes/OffBlocks/resources/transaction/audit/PaidCards.ts');
type Made = typeof import('../nodes/OffBlocks/resources/transaction/audit/payment.ts');
type Spent = typeof import('../nodes/OffBlocks/resources/transaction/spending/Spending.ts');
type CalendarModule = typeof import('../nodes/OffBlocks/shared/Calendar.ts');
type PeriodsModule = typeof import('../nodes/OffBlocks/shared/periods.ts');
type Slices = typeof import('../nodes/OffBlocks/shared/slices.ts');

const NODES = 'nodes/OffBlocks';
const TRANSACTION = `${NODES}/resources/transaction`;
const { readPaymentRules } = await loadSource<Offered>(`${TRANSACTION}/audit/offeredRules.ts`);
const { PaymentAudit } = await loadSource<Audit>(`${TRANSACTION}/audit/PaymentAudit.ts`);
const { PaidCards } = await loadSource<Cards>(`${TRANSACTION}/audit/PaidCards.ts`);
const { paymentOf } = await loadSource<Made>(`${TRANSACTION}/audit/payment.ts`);
const { Spending } = await loadSource<Spent>(`${TRANSACTION}/spending/Spending.ts`);
const { Calendar } = await loadSource<CalendarModule>(`${NODES}/shared/Calendar.ts`);
const { Periods } = await loadSource<PeriodsModule>(`${NODES}/shared/periods.ts`);
const { inSlices, mapInSlices } = await loadSource<Slices>(`${NODES}/shared/slices.ts`);

const NOW = Date.UTC(2026, 10, 23, 7);
const DAY = 86_400_000;
/** Cards of a customer, and payments of a card: thirty a customer. */
const EACH = { cardsEach: 3, paymentsEach: 10 };
/** Payments made at a time: a million bodies at once would be more than the machine has. */
const BATCH = 30_000;

const rules = readPaymentRules({
	value: (name: string) => (name === 'rules' ? WATCHED_RULES : 'usual'),
	problem: (sentence: string) => {
		throw new Error(sentence);
	},
} as never);

/** Milliseconds of processor time that this thread spends on something. */
async function timed<T>(work: () => T | Promise<T>): Promise<{ ms: number; result: T }> {
	const before = process.threadCpuUsage();
	const result = await work();
	const { user, system } = process.threadCpuUsage(before);
	return { ms: (user + system) / 1000, result };
}

async function measure(count: number) {
	const calendar = new Calendar('Europe/Berlin');
	const periods = new Periods(calendar);
	const scene = { now: NOW, from: NOW - 30 * DAY, calendar, periods, isCountry: () => true };
	const audit = new PaymentAudit(rules, scene);
	const all = { from: -Infinity, before: Infinity };
	const spending = new Spending(['merchant', 'month'], all);
	const cards = new PaidCards();
	const times = { parse: 0, rules: 0, spending: 0 };
	const people = watchedPayments(NOW, { ordinary: Math.ceil(count / 30), ...EACH });
	const delay = monitorEventLoopDelay({ resolution: 1 });
	const holds: number[] = [];
	let payments = 0;
	for (let batch = takeBatch(people); batch.length; batch = takeBatch(people)) {
		const parsed = await timed(() => batch.map(({ body }) => JSON.parse(body) as Transaction[]));
		times.parse += parsed.ms;
		payments += parsed.result.reduce((sum, { length }) => sum + length, 0);
		for (const { cards: mine } of batch) for (const card of mine) cards.add(card);
		await sleep(5);
		delay.enable();
		delay.reset();
		times.rules += (
			await timed(async () => {
				for (const [at, transactions] of parsed.result.entries()) {
					const made = transactions.map((transaction) =>
						paymentOf(transaction, batch[at].account, cards.byId),
					);
					await inSlices(audit.judge(made));
					// A customer's answer comes after another; here they are all there.
					if (at % 50 === 0) await sleep(0);
				}
			})
		).ms;
		times.spending += (
			await timed(async () => {
				for (const [at, transactions] of parsed.result.entries()) {
					const { account } = batch[at];
					await mapInSlices(transactions, (transaction) =>
						spending.add({ transaction, account, at: Date.parse(transaction.createdAt), periods }),
					);
					if (at % 50 === 0) await sleep(0);
				}
			})
		).ms;
		await sleep(2);
		holds.push(delay.max / 1e6);
		delay.disable();
	}
	times.rules += (await timed(() => inSlices(audit.use(cards.byId.values())))).ms;
	const names = { cards: cards.byId, customers: new Map<string, string>() };
	const rows = await timed(() => inSlices(spending.conclude(names)));
	times.spending += rows.ms;
	return {
		payments,
		findings: (await inSlices(audit.conclude())).length,
		groups: rows.result.length,
		parseMs: times.parse,
		rules: times.rules / times.parse,
		spending: times.spending / times.parse,
		'rules µs a payment': (times.rules / payments) * 1000,
		'spending µs a payment': (times.spending / payments) * 1000,
		// What else the machine does is in it: the batch in the middle counts.
		heldMs: median(holds),
	};
}

/** Some customers' answers, each as the API would send it. */
function takeBatch(people: ReturnType<typeof watchedPayments>) {
	const batch: Array<{ body: string; account: Account; cards: Card[] }> = [];
	let payments = 0;
	while (payments < BATCH) {
		const next = people.next();
		if (next.done) break;
		const { accounts, cards, transactions } = next.value;
		payments += transactions.length;
		const account = accounts[0] as Account;
		batch.push({ body: JSON.stringify(transactions), account, cards: cards as Card[] });
	}
	return batch;
}

// A round to warm up.
await measure(sized(10_000, 300));
const sizes = [10_000, 100_000, 1_000_000].map((size) => sized(size, size / 1000));
const growth: Array<Awaited<ReturnType<typeof measure>>> = [];
for (const size of sizes) growth.push(await measure(size));
const [small, , large] = growth;
report('a million payments, all rules', 'JSON.parse of the bodies', large.rules, 'told, not held');
report(
	'spending by merchant and month',
	'JSON.parse of the bodies',
	large.spending,
	'told, not held',
);
const each = (name: 'rules' | 'spending') =>
	large[`${name} µs a payment`] / small[`${name} µs a payment`];
report('rules, a payment of a million', 'a payment of 10,000', each('rules'), 'about 1×');
report('spending, a payment of a million', 'a payment of 10,000', each('spending'), 'about 1×');
const held = median(growth.map(({ heldMs }) => heldMs));
console.log(`  longest hold of the event loop: ${held.toFixed(1)} ms (target ≤ 50)`);
console.table(growth);
keepResults('payments', { growth });
