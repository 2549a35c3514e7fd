import type { Settings } from '../settings.mts';
import type { Store } from '../store/store.mts';

const TABLES = ['accounts', 'cards', 'authorisations', 'transactions', 'webhooks'] as const;

/** What only a start decides, or the clock. */
const UNDUMPED = new Set<keyof Settings>(['clockOffset', 'clockDrift']);

/**
 * The whole state as a seed, in pieces of JSON: entities, steps to come, settings, the clock. Without credentials,
 * deliveries, idempotency keys and calls.
 */
export function* dumpText(store: Store, settings: Settings): Generator<string> {
	const kept = Object.entries(settings).filter(([name]) => !UNDUMPED.has(name as keyof Settings));
	yield `{\n"clock": ${JSON.stringify(store.clock.date().toISOString())},\n`;
	yield `"settings": ${JSON.stringify(Object.fromEntries(kept))},\n"customers": `;
	yield* listed(customers(store));
	for (const name of TABLES) {
		yield `,\n"${name}": `;
		yield* listed(store.entities[name].texts());
	}
	const steps = store.steps.list().map(({ kind, entityId, dueAt }) => ({
		kind,
		entityId,
		dueAt: new Date(dueAt).toISOString(),
	}));
	yield `,\n"steps": ${JSON.stringify(steps)}\n}\n`;
}

function* listed(pages: Iterable<string[]>): Generator<string> {
	let before = '[';
	for (const page of pages) {
		if (page.length > 0) yield `${before}\n${page.join(',\n')}`;
		if (page.length > 0) before = ',';
	}
	yield before === '[' ? '[]' : '\n]';
}

function* customers({ entities }: Store): Generator<string[]> {
	for (const page of entities.customers.texts()) {
		yield page.map((text) => {
			const customer = JSON.parse(text) as { id: string };
			const holder = entities.holderName(customer.id);
			return holder === undefined ? text : JSON.stringify({ ...customer, holder });
		});
	}
}
