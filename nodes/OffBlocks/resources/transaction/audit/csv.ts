import { csvTable, type Column } from '../../card/audit/report/csv';
import { merchantOf } from '../../payment';
import type { PaymentFinding } from './types';

const shopOf = ({ transaction }: PaymentFinding) =>
	merchantOf((transaction ?? {}) as { merchant?: unknown });
const text = (value: unknown) => (value === undefined || value === null ? null : String(value));

const COLUMNS: Array<Column<PaymentFinding>> = [
	['severity', ({ severity }) => severity],
	['rule', ({ title }) => title],
	['message', ({ message }) => message],
	['name', ({ card }) => card?.name],
	['maskedPan', ({ maskedPan }) => maskedPan],
	['amount', ({ transaction }) => transaction?.amount],
	['currency', ({ transaction }) => transaction?.currency],
	['merchant', (finding) => text(shopOf(finding).name)],
	['country', (finding) => text(shopOf(finding).country)],
	['since', ({ since }) => since],
	['transactionId', ({ transaction }) => transaction?.id],
	['authorisationId', ({ authorisationId }) => authorisationId],
	['cardId', ({ cardId }) => cardId],
	['accountId', ({ accountId }) => accountId],
	['findingId', ({ id }) => id],
];

/** The findings as CSV, a line each. @returns the file in pieces */
export function* paymentCsv(findings: readonly PaymentFinding[]): Generator<void, string[]> {
	return yield* csvTable(COLUMNS, findings);
}
