import type { IDataObject } from 'n8n-workflow';
import { endOf, pickerEntry, shortened, type Picker } from '../../shared/picker';

/** A subscription as the API has it (vendor's OpenAPI, `Webhook`). */
export interface Webhook {
	id: string;
	callbackUrl: string;
	types: string[];
	createdAt: string;
	updatedAt: string;
}

/**
 * The token in a callback URL proves that an event is genuine, and other programs have theirs in other parameters:
 * of a query only the names come out of the node, and no user name or password.
 */
export function withoutToken(webhook: IDataObject): IDataObject {
	return { ...webhook, callbackUrl: hidden(webhook.callbackUrl) };
}

function hidden(address: unknown): string {
	const plain = withoutQuery(address);
	const query = String(address ?? '').match(/\?([^#]*)/)?.[1] ?? '';
	const names = [...new URLSearchParams(query).keys()].map(encodeURIComponent);
	return names.length ? `${plain}?${names.map((name) => `${name}=[hidden]`).join('&')}` : plain;
}

/** A callback URL without user, query and fragment; of what is no URL, what stands before those. */
export function withoutQuery(address: unknown): string {
	const text = String(address ?? '');
	if (!URL.canParse(text)) return text.replace(/[?#].*$/s, '');
	const { origin, pathname } = new URL(text);
	return origin + pathname;
}

/** Characters of a subscription's host that its name has. */
const HOST_SHOWN = 20;

/** The subscriptions, by the address that gets the events: its host, and the end of its path, which differs. */
export const webhookPicker: Picker<Webhook> = {
	resource: 'webhook',
	path: () => '/webhooks',
	entry({ id, callbackUrl, types }) {
		const { host, pathname } = URL.canParse(callbackUrl)
			? new URL(callbackUrl)
			: { host: 'not a URL', pathname: '' };
		const path = pathname.replace(/\/webhook\/?$/, '').replace(/^\//, '');
		const place = path.length > 12 ? endOf(path) : `/${path}`;
		const kinds = [types].flat().map((type) => String(type).replace('.updated', ''));
		const events = kinds.length === 1 ? kinds[0] : `${kinds.length} events`;
		const name = `${shortened(host, HOST_SHOWN)} ${place} · ${events}`;
		return pickerEntry(name, id, undefined, `${host} ${pathname} ${kinds.join(' ')}`);
	},
};
