import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parse, parseDocument } from 'yaml';
import type { Contract } from '../http/contract.mts';
import { fileAt } from '../files.mts';
import type { Settings } from '../settings.mts';
import type { StepKind } from '../store/steps.mts';
import type { Account, Authorisation, Card, Customer, Transaction, Webhook } from '../types.mts';

/** An entity of which most can be left out: it is filled in. */
type Sparse<Entity, Needed extends keyof Entity> = Partial<Entity> & Pick<Entity, Needed>;

/** A state to begin with: what `seed.schema.json` describes, and `dump` writes. */
export interface Seed {
	/** When the sandbox's clock begins, ISO 8601; without it now. */
	clock?: string;
	settings?: Partial<Omit<Settings, 'clockOffset'>>;
	/** `holder` is the name that the customer's cards carry. */
	customers?: Array<Sparse<Customer, 'id'> & { holder?: string }>;
	accounts?: Array<Sparse<Account, 'id' | 'customerId'>>;
	cards?: Array<Sparse<Card, 'id' | 'accountId'>>;
	authorisations?: Array<Sparse<Authorisation, 'id' | 'amount'>>;
	transactions?: Array<Sparse<Transaction, 'id' | 'amount'>>;
	webhooks?: Array<Sparse<Webhook, 'callbackUrl' | 'types'>>;
	/** What the API does by itself and has not done yet. */
	steps?: Array<{ kind: StepKind; entityId: string; dueAt: string }>;
}

/** A seed that cannot be used; its message is for the user. */
export class SeedError extends Error {}

/**
 * Reads a seed file, YAML or JSON.
 * @throws SeedError naming the file, and the place in it
 */
export function readSeed(file: string, contract: Contract): Seed {
	let seed: unknown;
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
		seed = file.endsWith('.json') ? parseJson(text) : parse(text);
	} catch (error) {
		throw new SeedError(`The seed ${file} cannot be read: ${(error as Error).message}`);
	}
	return checkSeed(seed, contract, `The seed ${file}`, (place) => lineOf(text, place));
}

/** Far faster than reading it as YAML; but of a mistake only that tells the line. */
function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return parse(text);
	}
}

/** ` in line 3`. @param place JSON pointer */
function lineOf(text: string, place: string): string {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines });
	const node = document.getIn(place.split('/').slice(1), true);
	const at = isNode(node) ? node.range?.[0] : undefined;
	return at === undefined ? '' : ` in line ${lines.linePos(at).line}`;
}

let schema: object | undefined;

/**
 * @param what for the sentence, e.g. `The seed`; @param line where a place (JSON pointer) is, in words
 * @throws SeedError where it does not fit seed.schema.json
 */
export function checkSeed(
	seed: unknown,
	contract: Contract,
	what = 'The seed',
	line: (place: string) => string = () => '',
): Seed {
	schema ??= JSON.parse(readFileSync(fileAt('seed/seed.schema.json'), 'utf8')) as object;
	const validate = contract.compile(schema);
	if (validate(seed)) return seed as Seed;
	const [first] = validate.errors ?? [];
	const detail = Object.values(first?.params ?? {}).join(', ');
	const place = first?.instancePath ?? '';
	throw new SeedError(
		`${what} does not fit seed.schema.json${line(place)}: ${place || 'it'} ${first?.message} (${detail})`,
	);
}
