// The sandbox's programme with planted payments as the node is to look at it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Watched } from '../../sandbox/seed/watched.mts';

/** Writes people as a seed of the sandbox; `remove` takes the file away. */
export function seedFileOf(people: Watched[]): { file: string; remove(): void } {
	const folder = mkdtempSync(join(tmpdir(), 'offblocks-seed-'));
	const file = join(folder, 'seed.json');
	const seed = {
		customers: people.map(({ customer }) => customer),
		accounts: people.flatMap(({ accounts }) => accounts),
		cards: people.flatMap(({ cards }) => cards),
		authorisations: people.flatMap(({ authorisations }) => authorisations),
		transactions: people.flatMap(({ transactions }) => transactions),
	};
	writeFileSync(file, JSON.stringify(seed));
	return { file, remove: () => rmSync(folder, { recursive: true }) };
}

/** What a finding is about, as `expected` names it. */
export function aboutOf(finding: {
	rule: string;
	transaction: { id: string } | null;
	authorisationId: string | null;
	cardId: string | null;
}): string {
	const { rule, transaction, authorisationId, cardId } = finding;
	return `${rule} ${transaction?.id ?? authorisationId ?? cardId}`;
}

export const expectedOf = (people: Watched[]) =>
	people.flatMap(({ expected }) => expected.map(({ rule, id }) => `${rule} ${id}`)).sort();
