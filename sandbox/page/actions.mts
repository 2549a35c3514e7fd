import { randomBytes } from 'node:crypto';
import type { Notice } from './layout.mts';

/** A form as it was sent. */
export type Form = Readonly<Record<string, string>>;

/** A call that a button makes: of the API, signed, or of the sandbox's own controls. */
export interface Deed {
	of: 'api' | 'own';
	method: string;
	path: string;
	body?: unknown;
	/** What is said where it went well. */
	said: string;
}

export type Action = (form: Form, ask: Ask) => Deed | Promise<Deed>;
/** A signed reading call, for actions that need to know something first. */
export type Ask = (path: string) => Promise<Record<string, unknown>>;

const UUID = /^[0-9a-f-]{36}$/i;

/** Something in a form that no page would send; its message is shown. */
export class FormError extends Error {}

function id(form: Form): string {
	if (!UUID.test(form.id ?? '')) throw new FormError(`"${form.id ?? ''}" is no ID.`);
	return form.id ?? '';
}

const api = (method: string, path: string, said: string, body?: unknown): Deed => ({
	of: 'api',
	method,
	path,
	said,
	...(body !== undefined && { body }),
});
const own = (method: string, path: string, said: string, body?: unknown): Deed => ({
	...api(method, path, said, body),
	of: 'own',
});

const ADDRESS = {
	firstLine: '321 West End Lane',
	city: 'London',
	country: 'GB',
	postCode: 'NW6 2FG',
};
/** Whoever owns the wallet signs elsewhere; the sandbox takes any signature, as the vendor's does. */
const SIGNATURE = Buffer.from('a signature that is not verified').toString('base64');

async function signing(kind: 'customers' | 'accounts', form: Form, ask: Ask): Promise<Deed> {
	const path = `/${kind}/${id(form)}`;
	const { challenge } = await ask(`${path}/challenge`);
	const ownerId = `eip155:300:0x${'00'.repeat(20)}`;
	return api('POST', `${path}/challenge/sign`, 'The challenge is signed.', {
		ownerId,
		challenge,
		signature: SIGNATURE,
	});
}

const whole = (text: string | undefined) => (text ? { value: Number(text) } : undefined);

function faultOf(form: Form) {
	const { kind, path, method } = form;
	const [times, status, latencyMs] = [whole(form.times), whole(form.status), whole(form.latencyMs)];
	return {
		kind,
		...(path && { path }),
		...(method && { method }),
		...(times && { times: times.value }),
		...(status && { status: status.value }),
		...(latencyMs && { latencyMs: latencyMs.value }),
	};
}

function settingsOf({ stepMs, ...form }: Form) {
	const kept = Object.entries(form).filter(([name]) => !['token', 'back'].includes(name));
	const choices = kept.map(([name, value]) => [name, /^\d+$/.test(value) ? Number(value) : value]);
	return { ...Object.fromEntries(choices), stepMs: Number(stepMs) };
}

/** Every button of the page, by the name that its form posts to. */
export const ACTIONS: Readonly<Record<string, Action>> = {
	'card.create': (form) =>
		api(
			'POST',
			`/accounts/${id({ id: form.account ?? '' })}/cards`,
			'The card is being issued. Next, approve it.',
			{
				type: form.type,
				billingAddress: ADDRESS,
				...(form.type === 'physical' && { shippingAddress: ADDRESS }),
			},
		),
	'card.activate': (form) => api('PATCH', `/cards/${id(form)}/activate`, 'The card is active.'),
	'card.deactivate': (form) =>
		api('PATCH', `/cards/${id(form)}/deactivate`, 'The card is inactive.'),
	'card.terminate': (form) => api('DELETE', `/cards/${id(form)}`, 'The card is terminated.'),
	'card.issue': (form) => api('PATCH', `/simulator/cards/${id(form)}/issue`, 'The card is issued.'),
	'card.fail': (form) =>
		api('PATCH', `/simulator/cards/${id(form)}/fail`, 'Issuing the card failed.'),
	'card.suspend': (form) =>
		own('POST', `/cards/${id(form)}/suspend`, 'The issuer suspended the card.'),
	'card.restore': (form) =>
		own('POST', `/cards/${id(form)}/restore`, 'The issuer restored the card.'),
	'card.block': (form) => own('POST', `/cards/${id(form)}/block`, 'The issuer blocked the card.'),
	'card.close': (form) => own('POST', `/cards/${id(form)}/close`, 'The issuer closed the card.'),
	pay: (form) => {
		const { amount, currency, merchant = '', mcc, country, capture } = form;
		return own('POST', '/payments', `${merchant} was paid ${amount} ${currency}.`, {
			cardId: id(form),
			amount,
			currency,
			merchant: {
				id:
					merchant
						.toUpperCase()
						.replace(/[^A-Z0-9]+/g, '-')
						.slice(0, 15) || 'SHOP',
				name: merchant,
				mcc: Number(mcc),
				country,
				city: 'London',
			},
			capture: capture === 'yes',
		});
	},
	'hold.capture': (form) =>
		api('PATCH', `/simulator/authorisations/${id(form)}/capture`, 'The hold is being captured.'),
	'hold.release': (form) =>
		api('PATCH', `/simulator/authorisations/${id(form)}/release`, 'The hold is being released.'),
	'hold.amount': (form) =>
		own('PATCH', `/authorisations/${id(form)}`, 'The amount of the hold was changed.', {
			amount: form.amount,
		}),
	'transaction.reverse': (form) =>
		own('POST', `/transactions/${id(form)}/reverse`, 'The transaction is being reversed.'),
	'transaction.refund': (form) =>
		own('POST', '/refunds', 'The refund is being processed.', { transactionId: id(form) }),
	'transaction.fee': (form) =>
		own('PUT', `/transactions/${id(form)}/fees`, 'The fee of the transaction was changed.', [
			{ type: 'service', tokenAmount: form.fee },
		]),
	refund: (form) =>
		own('POST', '/refunds', 'The refund is being processed.', {
			cardId: id(form),
			amount: form.amount,
			currency: form.currency,
		}),
	'customer.create': (form) =>
		api('POST', '/customers', 'The customer was created. Next, sign the challenge.', {
			externalId: form.externalId,
			chainId: `${form.chain}:0x${randomBytes(20).toString('hex')}`,
		}),
	'customer.sign': (form, ask) => signing('customers', form, ask),
	'customer.verify': (form) =>
		api('PATCH', `/simulator/customers/${id(form)}/verify`, 'The customer is verified.'),
	'customer.reject': (form) =>
		api('PATCH', `/simulator/customers/${id(form)}/reject`, 'The customer is rejected.'),
	'customer.activate': (form) =>
		api('PATCH', `/customers/${id(form)}/activate`, 'The customer is active.'),
	'customer.deactivate': (form) =>
		api('PATCH', `/customers/${id(form)}/deactivate`, 'The customer is inactive.'),
	'account.create': (form) =>
		api(
			'POST',
			`/customers/${id(form)}/accounts`,
			'The account was created. Next, sign its challenge.',
			{
				type: 'card_account',
				currencies: [form.currency],
			},
		),
	'account.sign': (form, ask) => signing('accounts', form, ask),
	'account.activate': (form) =>
		api('PATCH', `/accounts/${id(form)}/activate`, 'The account is active.'),
	'account.deactivate': (form) =>
		api('PATCH', `/accounts/${id(form)}/deactivate`, 'The account is inactive.'),
	'account.close': (form) => api('DELETE', `/accounts/${id(form)}`, 'The account is closed.'),
	'account.closeByIssuer': (form) =>
		own('POST', `/accounts/${id(form)}/close`, 'The issuer closed the account.'),
	emit: ({ type }) =>
		own('POST', '/webhooks/emit', `A ${type} is sent to every subscription of its type.`, { type }),
	'webhook.delete': (form) =>
		api('DELETE', `/webhooks/${id(form)}`, 'The subscription was deleted.'),
	'delivery.again': ({ seq }) =>
		own('POST', `/webhooks/deliveries/${Number(seq)}/again`, 'The event is being sent again.'),
	'clock.by': ({ by }) => own('POST', '/clock', 'The clock is moved.', { by }),
	'clock.to': ({ to }) => own('POST', '/clock', 'The clock is set.', { to: `${to}:00Z` }),
	'clock.reset': () => own('DELETE', '/clock', 'The clock is back to this machine’s time.'),
	fault: (form) =>
		own('POST', '/faults', `${form.kind} waits for the next matching call.`, faultOf(form)),
	'faults.clear': () => own('DELETE', '/faults', 'All faults are off.'),
	settings: (form) => own('PATCH', '/settings', 'The settings are saved.', settingsOf(form)),
	'tokens.expire': () => own('POST', '/tokens/expire', 'All tokens have expired.'),
	credentials: () =>
		own('POST', '/credentials', 'New credentials were made. They are shown under Connect.'),
	reset: () => own('POST', '/reset', 'Everything was reset. The credentials are the same.'),
};

/** What a refused call is shown as. */
export function refusalNotice(status: number, body: unknown): Notice {
	const { message } = (body ?? {}) as { message?: string };
	return { text: `Refused (${status}): ${message ?? String(body ?? '')}`, failed: true };
}
