import type { Column } from '../../card/audit/report/csv';
import { merchantOf } from '../../payment';
import type { PaymentFinding } from './types';

const shopOf = ({ transaction }: PaymentFinding) =>
	merchantOf((transaction ?? {}) as { merchant?: unknown });
const text = (value: unknown) => (value === undefined || value === null ? null : String(value));

/** What the CSV says of a payment besides what it says of every finding. */
export const PAYMENT_COLUMNS: ReadonlyArray<Column<PaymentFinding>> = [
	['amount', ({ transaction }) => transaction?.amount],
	['currency', ({ transaction }) => transaction?.currency],
	['merchant', (finding) => text(shopOf(finding).name)],
	['country', (finding) => text(shopOf(finding).country)],
	['transactionId', ({ transaction }) => transaction?.id],
	['authorisationId', ({ authorisationId }) => authorisationId],
];
