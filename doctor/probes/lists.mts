// Every GET that changes nothing: sizes, order, headers, and whether the answers fit the contract.
import { isOk, shapeOf } from '../answer.mts';
import type { Fit } from '../fit.mts';
import { type Answer, MOST_BYTES } from '../http.mts';
import type { Session } from '../session.mts';
import type { Profile } from '../signer.mts';

export interface Read {
	/** As in the contract, e.g. `/cards/{cardId}`. */
	path: string;
	/** e.g. `12 entries, 4 kB, 31 ms, oldest first`, or what it was answered with. */
	outcome: string;
	deviations: string[];
}
export interface Lists {
	reads: Read[];
	/** Names of headers that could mean paging or a rate limit. */
	headers: string[];
}
type Entity = Record<string, unknown>;

const LISTS = ['/webhooks', '/customers', '/accounts', '/cards', '/chains', '/assets'];
/** What is read of the first entity of a list. */
const PARTS: Record<string, string[]> = {
	'/webhooks': ['/webhooks/{webhookId}'],
	'/customers': ['/customers/{customerId}', '/customers/{customerId}/accounts'],
	'/accounts': [
		'/accounts/{accountId}',
		'/accounts/{accountId}/cards',
		'/accounts/{accountId}/transactions',
	],
	'/cards': ['/cards/{cardId}', '/cards/{cardId}/transactions'],
};
const TELLING =
	/^(link|x-total-count|x-.*(page|limit|cursor).*|ratelimit.*|x-ratelimit.*|retry-after|etag|last-modified)$/;

export async function readLists(session: Session, fit: Fit, accepted: Profile): Promise<Lists> {
	const reads: Read[] = [];
	const headers = new Set<string>();
	const read = async (path: string, id = ''): Promise<Entity[]> => {
		const answer = await session.get(path.replace(/\{\w+\}/, id), accepted);
		for (const name of answer.headers.keys()) if (TELLING.test(name)) headers.add(name);
		reads.push({ path, outcome: outcomeOf(answer), deviations: fit.deviations(path, answer) });
		return entities(answer);
	};
	let transactions: Entity[] = [];
	for (const list of LISTS) {
		const [first] = await read(list);
		if (typeof first?.id !== 'string') continue;
		for (const part of PARTS[list] ?? []) {
			const found = await read(part, first.id);
			if (part.endsWith('/transactions')) transactions = [...transactions, ...found];
		}
	}
	const { id, authorisationId } = transactions[0] ?? {};
	if (typeof id === 'string') await read('/transactions/{transactionId}', id);
	if (typeof authorisationId === 'string') {
		await read('/authorisations/{authorisationId}', authorisationId);
	}
	return { reads, headers: [...headers].sort() };
}

const entities = ({ json }: Answer) => (Array.isArray(json) ? (json as Entity[]) : []);

function outcomeOf(answer: Answer): string {
	if (!isOk(answer)) return shapeOf(answer);
	if (answer.cut) return `more than ${MOST_BYTES / 1024 / 1024} MB, of which no more was read`;
	const size = `${(answer.text.length / 1024).toFixed(1)} kB, ${answer.milliseconds} ms`;
	if (!Array.isArray(answer.json)) return `one, ${size}`;
	const order = orderOf(entities(answer));
	return `${answer.json.length} entries, ${size}${order && `, ${order}`}`;
}

/** By `createdAt`; empty where there is nothing to compare. */
export function orderOf(list: Entity[]): string {
	const times = list.map(({ createdAt }) => String(createdAt));
	if (new Set(times).size < 2 || times.includes('undefined')) return '';
	const sorted = [...times].sort();
	if (times.every((time, at) => time === sorted[at])) return 'oldest first';
	sorted.reverse();
	return times.every((time, at) => time === sorted[at]) ? 'newest first' : 'in no order of time';
}
