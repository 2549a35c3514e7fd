// The planted programme in between many cards that are in order: all found, none besides, whatever its size. Everyday
// runs look at a thousand cards, full ones at 100,000 with a million payments.
import { watchedPayments } from '../../../sandbox/seed/watched.mts';
import { PaidCards } from '../../../nodes/OffBlocks/resources/transaction/audit/PaidCards';
import { paymentOf } from '../../../nodes/OffBlocks/resources/transaction/audit/payment';
import { PaymentAudit } from '../../../nodes/OffBlocks/resources/transaction/audit/PaymentAudit';
import type { Transaction } from '../../../nodes/OffBlocks/resources/transaction/transaction';
import { end } from '../../support/auditScene.mts';
import { NOW, paymentScene, watchedRules } from '../../support/paymentScene.mts';
import { full, volume } from '../../support/volume.mts';
import { aboutOf } from '../../support/watched.mts';

const DAY = 86_400_000;

it(
	'finds what is planted and nothing besides',
	() => {
		const rules = watchedRules();
		const scene = paymentScene('Europe/Berlin', NOW - 30 * DAY);
		const audit = new PaymentAudit(rules, scene);
		const expected: string[] = [];
		let cards = 0;
		const people = { ordinary: volume(400, 40_000), cardsEach: 3, paymentsEach: volume(8, 10) };
		for (const person of watchedPayments(NOW, people)) {
			const known = new PaidCards();
			for (const card of person.cards) known.add(card);
			const payments = person.transactions.map((transaction) => {
				const account = person.accounts.find(({ id }) => id === transaction.accountId)!;
				const payment = paymentOf(transaction as Transaction, account, known.byId);
				if (audit.needsHold(payment)) {
					const { authorisationId } = transaction;
					payment.hold = person.authorisations.find(({ id }) => id === authorisationId);
				}
				return payment;
			});
			end(audit.judge(payments));
			for (const id of person.holdIds) {
				audit.addHold(
					person.authorisations.find((hold) => hold.id === id)!,
					undefined,
				);
			}
			end(audit.use(known.byId.values()));
			cards += person.cards.length;
			expected.push(...person.expected.map(({ rule, id }) => `${rule} ${id}`));
		}
		expect(end(audit.conclude()).map(aboutOf).sort()).toEqual(expected.sort());
		expect(new Set(expected.map((about) => about.split(' ')[0])).size).toBe(rules.length);
		if (full) {
			expect(cards).toBeGreaterThan(100_000);
			expect(audit.counts.transactions).toBeGreaterThan(1_000_000);
		}
	},
	volume(10_000, 600_000),
);
