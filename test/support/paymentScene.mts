// What the tests of rules over payments look at: one moment, a payment in order, and ways to change it.
import { WATCHED_RULES } from '../../sandbox/seed/watched.mts';
import type { Account } from '../../nodes/OffBlocks/resources/account/account';
import type { Card } from '../../nodes/OffBlocks/resources/card/card';
import { readPaymentRules } from '../../nodes/OffBlocks/resources/transaction/audit/offeredRules';
import { PaidCards } from '../../nodes/OffBlocks/resources/transaction/audit/PaidCards';
import { PaymentAudit } from '../../nodes/OffBlocks/resources/transaction/audit/PaymentAudit';
import { paymentOf } from '../../nodes/OffBlocks/resources/transaction/audit/payment';
import type {
	Payment,
	PaymentFinding,
	PaymentRule,
	PaymentScene,
} from '../../nodes/OffBlocks/resources/transaction/audit/types';
import type { Authorisation } from '../../nodes/OffBlocks/resources/authorisation/authorisation';
import type { Transaction } from '../../nodes/OffBlocks/resources/transaction/transaction';
import { Periods } from '../../nodes/OffBlocks/shared/periods';
import { readLimits } from '../../nodes/OffBlocks/resources/transaction/audit/limits';
import { ago, cardWith, end, NOW, sceneIn } from './auditScene.mts';

export { ago, NOW };

export function paymentScene(zone?: string, from = -Infinity): PaymentScene {
	const scene = sceneIn(zone);
	return { ...scene, periods: new Periods(scene.calendar), from };
}

export const ACCOUNT: Account = {
	id: 'a0000000-0000-4000-8000-000000000001',
	customerId: 'c0000000-0000-4000-8000-000000000001',
	status: 'active',
	type: 'card_account',
	currencies: ['EUR'],
	createdAt: '2025-01-10T02:30:07.130Z',
	updatedAt: '2025-01-10T02:30:07.130Z',
};

/** Of the account above; British. */
export const CARD: Card = {
	...cardWith({ accountId: ACCOUNT.id }),
	id: 'd0000000-0000-4000-8000-000000000001',
};

export const SHOP = { id: 'M1001', name: 'Corner Grocer', mcc: 5411, country: 'GB', city: 'Leeds' };

let made = 0;

/** 20 EUR that the card paid in Britain two days ago; other ids each time. */
export function transactionWith(change: Partial<Transaction> = {}): Transaction {
	const number = String(++made).padStart(12, '0');
	return {
		id: `f0000000-0000-4000-8000-${number}`,
		accountId: ACCOUNT.id,
		cardId: CARD.id,
		authorisationId: `e0000000-0000-4000-8000-${number}`,
		status: 'processed',
		direction: 'debit',
		amount: '20',
		currency: 'EUR',
		merchantAmount: '20',
		merchantCurrency: 'EUR',
		exchangeRate: '1',
		merchant: SHOP,
		tokenAmount: '21.6',
		token: 'eip155:300/erc20:0x6b175474e89094c44da98b954eedeac495271d0f',
		fees: [{ type: 'network', tokenAmount: '0.1' }],
		chainTransactions: [],
		createdAt: ago(2),
		updatedAt: ago(2),
		...change,
	};
}

/** A credit of the same. */
export function refundWith(change: Partial<Transaction> = {}): Transaction {
	const refund = transactionWith({ direction: 'credit', ...change });
	delete refund.authorisationId;
	return refund;
}

export function holdWith(change: Partial<Authorisation> = {}): Authorisation {
	const { merchant, amount, currency, merchantAmount, merchantCurrency, exchangeRate } =
		transactionWith();
	return {
		id: 'e0000000-0000-4000-8000-00000000ffff',
		accountId: ACCOUNT.id,
		cardId: CARD.id,
		status: 'pending',
		amount,
		currency,
		merchantAmount,
		merchantCurrency,
		exchangeRate,
		merchant,
		createdAt: ago(9),
		updatedAt: ago(9),
		...change,
	};
}

export interface Looked {
	account?: Account;
	accounts?: Account[];
	cards?: Card[];
	threshold?: number;
	scene?: PaymentScene;
	/** By authorisation id, what is read of those that the rule asks for. */
	holds?: Record<string, Authorisation>;
	/** Those whose ids are given. */
	given?: Authorisation[];
}

/** What a rule finds in transactions of one customer, by the audit that the node runs. */
export function audited(
	rule: PaymentRule,
	transactions: Transaction[],
	{
		accounts = [ACCOUNT],
		cards = [CARD],
		threshold,
		scene = paymentScene(),
		holds = {},
		given = [],
	}: Looked = {},
): PaymentFinding[] {
	const known = new PaidCards();
	for (const card of cards) known.add(card);
	const active = {
		rule,
		severity: rule.severity,
		threshold: threshold ?? rule.threshold?.usual ?? 0,
	};
	const audit = new PaymentAudit([active], scene);
	const payments = transactions.map((transaction): Payment => {
		const account = accounts.find(({ id }) => id === transaction.accountId);
		const payment = paymentOf(transaction, account ?? accounts[0], known.byId);
		if (audit.needsHold(payment)) payment.hold = holds[transaction.authorisationId ?? ''];
		return payment;
	});
	end(audit.judge(payments));
	for (const hold of given) audit.addHold(hold, known.byId.get(hold.cardId ?? ''));
	end(audit.use(known.byId.values()));
	return end(audit.conclude());
}

/** The messages of what a rule finds. */
export function messages(...given: Parameters<typeof audited>): string[] {
	return audited(...given).map(({ message }) => message);
}

/** Limits as the editor's field reads them. */
export const limits = (text: string) =>
	readLimits('Limit', text, {
		problem(sentence) {
			throw new Error(sentence);
		},
	});

/** `minutes` before NOW, as the API writes it. */
export const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

/** The rules that the watched programme is planted for, with what is usual elsewhere. */
export const watchedRules = () =>
	readPaymentRules({
		value: (name: string) => (name === 'rules' ? WATCHED_RULES : 'usual'),
		problem(sentence: string) {
			throw new Error(sentence);
		},
	} as never);
