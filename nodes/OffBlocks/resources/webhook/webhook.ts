import type { IDataObject } from 'n8n-workflow';
import { pickerEntry, type Picker } from '../../shared/picker';

/** A subscription as the API has it (vendor's OpenAPI, `Webhook`). */
export interface Webhook {
	id: string;
	callbackUrl: string;
	types: string[];
	createdAt: string;
	updatedAt: string;
}

/** The token in a callback URL proves that an event is genuine: it never comes out of the node. */
export function withoutToken(webhook: IDataObject): IDataObject {
	return { ...webhook, callbackUrl: hidden(String(webhook.callbackUrl ?? '')) };
}

function hidden(address: string): string {
	if (!URL.canParse(address)) return address;
	const url = new URL(address);
	if (url.searchParams.has('token')) url.searchParams.set('token', '[token]');
	return url.href.replace('%5Btoken%5D', '[token]');
}

/** The subscriptions, by the address that gets the events. */
export const webhookPicker: Picker<Webhook> = {
	resource: 'webhook',
	path: () => '/webhooks',
	entry({ id, callbackUrl, types }) {
		const { host, pathname } = URL.canParse(callbackUrl)
			? new URL(callbackUrl)
			: { host: 'not a URL', pathname: '' };
		const kinds = types.map((type) => type.replace('.updated', '')).join(', ');
		return pickerEntry(`${host}${pathname.replace(/\/webhook$/, '').slice(-24)} · ${kinds}`, id);
	},
};
