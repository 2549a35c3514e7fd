// The same payments give the same summary, page, text and CSV, byte for byte, in whatever order the accounts' lists come.
import { watchedPayments } from '../../../sandbox/seed/watched.mts';
import type { Account } from '../../../nodes/OffBlocks/resources/account/account';
import { csvOf, type Origin } from '../../../nodes/OffBlocks/resources/card/audit';
import type { Card } from '../../../nodes/OffBlocks/resources/card/card';
import { textReport } from '../../../nodes/OffBlocks/resources/card/audit/report/text';
import { PaidCards } from '../../../nodes/OffBlocks/resources/transaction/audit/PaidCards';
import { paymentOf } from '../../../nodes/OffBlocks/resources/transaction/audit/payment';
import { PaymentAudit } from '../../../nodes/OffBlocks/resources/transaction/audit/PaymentAudit';
import { paymentReport } from '../../../nodes/OffBlocks/resources/transaction/audit/report';
import { summarisePayments } from '../../../nodes/OffBlocks/resources/transaction/audit/summary';
import type { Transaction } from '../../../nodes/OffBlocks/resources/transaction/transaction';
import { end } from '../../support/auditScene.mts';
import { NOW, paymentScene, watchedRules } from '../../support/paymentScene.mts';

const DAY = 86_400_000;
const ORIGIN: Origin = {
	environment: 'production',
	address: null,
	scope: 'programme',
	workflowId: 'w1',
	workflowName: 'Payments',
	executionId: '4711',
	executionUrl: null,
	package: 'n8n-nodes-offblocks 0.1.0',
};

const people = [...watchedPayments(NOW, { ordinary: 5 })];
// Statuses that the API may add one day.
people.forEach(({ transactions }, n) => {
	if (n % 7 === 0) transactions[0].status = `later${9 - (n % 3)}` as never;
});

function everything(inThisOrder: typeof people): string[] {
	const rules = watchedRules();
	const scene = paymentScene('Europe/Berlin', NOW - 30 * DAY);
	const audit = new PaymentAudit(rules, scene);
	const cards = new PaidCards();
	for (const person of people) for (const card of person.cards) cards.add(card as Card);
	for (const { accounts, transactions } of inThisOrder) {
		const payments = transactions.map((transaction) => {
			const account = accounts.find(({ id }) => id === transaction.accountId)!;
			return paymentOf(transaction as Transaction, account as Account, cards.byId);
		});
		end(audit.judge(payments));
	}
	end(audit.use(cards.byId.values()));
	const findings = end(audit.conclude());
	const { counts } = audit;
	const looked = {
		accounts: people.length,
		cards: cards.byId.size,
		holds: 0,
		lookBack: 30,
		counts,
	};
	const accepted = findings.slice(0, 2).map((finding) => ({
		...finding,
		acceptance: { until: null, reason: 'Known', by: 'Maria', ended: false },
	}));
	const open = findings.slice(2);
	const life = {
		accepted,
		origin: ORIGIN,
		read: { accountsRead: people.length, cardsRead: cards.byId.size },
		lookBack: 30,
		inputHash: 'sha256:0',
	};
	const summary = summarisePayments(looked, open, rules, scene, life);
	const content = { summary, findings: open, accepted, calendar: scene.calendar };
	const { words, page, columns } = paymentReport(content);
	return [
		JSON.stringify(summary),
		page(),
		textReport(words, content),
		end(csvOf([...open, ...accepted], summary.evidence, columns)).join(''),
	];
}

it('whatever the order', () => {
	const once = everything(people);
	expect(everything([...people].reverse())).toEqual(once);
	expect(everything(people.slice(1))).not.toEqual(once);
});

it('says over what and by whom', () => {
	const [summary, page, text, csv] = everything(people);
	const flat = page.replace(/\s+/g, ' ');
	for (const words of [
		'Payment audit',
		`Accounts read: ${people.length}`,
		'Look back: 30 days',
		'Accepted by: <bdi>Maria</bdi> (2)',
		'Input: sha256:0',
	]) {
		expect(flat).toContain(words);
	}
	expect(JSON.parse(summary).evidence).toMatchObject({ lookBack: 30, acceptedBy: { Maria: 2 } });
	expect(text).toContain('ACCEPTED (2)');
	expect(csv.split('\r\n')[0]).toContain(',accountsRead,cardsRead,auditedAt,timezone,');
	expect(Buffer.byteLength(page)).toBeLessThan(95_000);
});
