import { createHmac, randomBytes } from 'node:crypto';
import type { ILoadOptionsFunctions } from 'n8n-workflow';
import type { Account } from '../resources/account/account';
import type { Card, CardStatus } from '../resources/card/card';
import { cardLabel } from './cardLabel';
import { collect } from './collect';
import { ListMemory } from './ListMemory';
import { entry, sorted, type PickerEntry } from './page';

export interface CardEntry extends PickerEntry {
	status: CardStatus;
	accountId: string;
	holder?: string;
	type: string;
}

export interface AccountEntry extends PickerEntry {
	status: string;
}

/** While somebody types or scrolls; opening a list reads it anew. */
const LIFETIME = 20_000;

/** Of 100,000 cards each is some 40 MB. */
const LIMIT = 4;

const cardLists = new ListMemory<CardEntry[]>(LIFETIME, LIMIT);
const accountLists = new ListMemory<AccountEntry[]>(LIFETIME, LIMIT);

/** Of this process alone, so that what a list is held under says nothing about a credential. */
const SECRET = randomBytes(32);

/** The cards at a path of the API, by name; read anew or as held. @throws {NodeApiError} */
export async function listCards(
	context: ILoadOptionsFunctions,
	path: string,
	anew: boolean,
): Promise<CardEntry[]> {
	return await cardLists.get(await keyOf(context, path), anew, async () => {
		const entries: CardEntry[] = [];
		await collect<Card>(context, path, (card) => entries.push(cardEntry(card)));
		return sorted(entries);
	});
}

/** The accounts, by the names on their cards: they have none of their own. @throws {NodeApiError} */
export async function listAccounts(
	context: ILoadOptionsFunctions,
	anew: boolean,
): Promise<AccountEntry[]> {
	return await accountLists.get(await keyOf(context, '/accounts'), anew, async () => {
		const accounts: Account[] = [];
		const [cards] = await Promise.all([
			listCards(context, '/cards', true),
			collect<Account>(context, '/accounts', (account) => accounts.push(account)),
		]);
		const holders = holdersOf(cards);
		return sorted(accounts.map((account) => accountEntry(account, holders.get(account.id))));
	});
}

export function cardEntry(card: Card): CardEntry {
	const { id, accountId, status, type, name: holder } = card;
	return { ...entry(cardLabel(card), id, accountId), status, accountId, type, holder };
}

/** "John Carter · active · 123e4567-…" */
export function accountEntry({ id, status }: Account, holders = 'No card yet'): AccountEntry {
	return { ...entry(`${holders} · ${status} · ${id}`, id), status };
}

/**
 * By account, the names on its cards, each once; where none has a name yet, what there is instead: an account
 * whose card is still being issued has one, and gets no other of its type.
 */
export function holdersOf(cards: CardEntry[]): Map<string, string> {
	const named = new Map<string, string>();
	const nameless = new Map<string, string>();
	for (const { accountId, holder, type, status } of cards) {
		const holders = holder ? named : nameless;
		const text = holder || `${type} card (${status})`;
		const known = holders.get(accountId);
		if (known?.split(', ').includes(text)) continue;
		holders.set(accountId, known ? `${known}, ${text}` : text);
	}
	return new Map([...nameless, ...named]);
}

/** What a list is held under: whose it is, as a keyed hash, so that a changed credential has lists of its own. */
async function keyOf(context: ILoadOptionsFunctions, path: string): Promise<string> {
	// Asked each time: n8n lets only those have it who may use the credential.
	const credential = await context.getCredentials('offBlocksApi');
	// n8n renews the token now and then; that makes it no other credential.
	const lasting = JSON.stringify({ ...credential, sessionToken: undefined });
	const owner = createHmac('sha256', SECRET).update(lasting).digest('base64');
	return `${owner} ${path}`;
}
