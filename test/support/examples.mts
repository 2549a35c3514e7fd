// The examples in docs/*.md: what goes into a node and what comes out, as JSON behind a comment such as
// `<!-- example create in -->`. What comes out is checked, and with UPDATE_EXAMPLES=1 written anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';

const BLOCK = /(<!-- example (\S+) (\S+) -->\n```json\n)([\s\S]*?)(\n```)/g;

export class Examples {
	private readonly file: string;

	/** Names in the order of the page. */
	readonly names: string[];

	/** @param page its path below docs/ */
	constructor(page: string) {
		this.file = join(__dirname, '..', '..', 'docs', page);
		this.names = [...new Set([...this.text().matchAll(BLOCK)].map(([, , name]) => name))];
	}

	/** One part of an example, undefined where the page has none. */
	read(name: string, part: string): unknown {
		const blocks = [...this.text().matchAll(BLOCK)];
		const json = blocks.find((block) => block[2] === name && block[3] === part)?.[4];
		return json === undefined ? undefined : (JSON.parse(json) as unknown);
	}

	/** Fails where the page shows something else than what came out, ids and times of the run aside. */
	check(name: string, part: string, actual: unknown): void {
		const shown = normalised(actual);
		if (process.env.UPDATE_EXAMPLES) this.write(name, part, shown);
		expect(this.read(name, part)).toEqual(shown);
	}

	private write(name: string, part: string, value: unknown): void {
		const text = this.text().replace(BLOCK, (whole, head, ofName, ofPart, _json, tail) =>
			ofName === name && ofPart === part ? head + pretty(value) + tail : whole,
		);
		writeFileSync(this.file, text);
	}

	private text(): string {
		return readFileSync(this.file, 'utf8');
	}
}

const UUID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g;
/** Of the sandbox's fixed world (sandbox/world.mts), no id at all, and a finding's: it follows from card and rule. */
const FIXED_UUID = /^[0acdf]0000000-|^[\da-f]{8}-[\da-f]{4}-5/;
/** Later than all times of that world. */
const OF_THIS_RUN = /^(202[6-9]|20[3-9]\d)-\d\d-\d\dT/;

/** An address of the sandbox's chain. */
const WALLET = /(eip155:300:0x)[\da-f]{40}/gi;
/** Made anew each time: an account's, a UUID, and a customer's, a text with a nonce and the time in it. */
const CHALLENGE: Record<string, [string, string]> = {
	challenge: [
		'MTIzZTQ1NjctZTg5Yi0xMmQzLWE0NTYtNDI2NjE0MTc0MDAw',
		'YXBpLnNhbmRib3gub2ZmYmxvY2tzLnh5eiB3YW50cyB5b3UgdG8…',
	],
	challengeText: [
		'123e4567-e89b-12d3-a456-426614174000',
		'api.sandbox.offblocks.xyz wants you to sign in with your Ethereum account:…',
	],
};

/** What an audit says of itself, and of the day. */
const OF_AN_AUDIT: Record<string, (text: string) => string> = {
	address: () => 'http://127.0.0.1:4010/v1',
	executionId: () => '4711',
	executionUrl: () => 'https://n8n.example.com/workflow/1/executions/4711',
	inputHash: () => 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
	package: () => 'n8n-nodes-offblocks 0.1.0',
	text: (text) =>
		text
			.replace(/^(\w+ audit), [^(]+/, '$1, 12 Jan 2026, 16:12 ')
			.replace(/http:\/\/127\.0\.0\.1:\d+/g, 'http://127.0.0.1:4010')
			.replace(/^Execution: .*$/m, 'Execution: https://n8n.example.com/workflow/1/executions/4711'),
};

/** A value with ids and times that differ from run to run replaced by ones that do not. */
function normalised(value: unknown): unknown {
	const ids = new Map<string, string>();
	const stable = (id: string) => {
		if (FIXED_UUID.test(id)) return id;
		if (!ids.has(id)) ids.set(id, `123e4567-e89b-12d3-a456-42661417400${ids.size}`);
		return ids.get(id)!;
	};
	return JSON.parse(
		JSON.stringify(value, (key, part: unknown) => {
			if (key === 'expiryMonths') return [];
			if (typeof part !== 'string') return part;
			if (key in OF_AN_AUDIT) return OF_AN_AUDIT[key](part);
			if (key in CHALLENGE) return CHALLENGE[key][Number(part.length > 60)];
			if (OF_THIS_RUN.test(part)) return '2026-01-12T15:12:26.923Z';
			if (/^\d\d\/\d{4}$/.test(part)) return '06/2028';
			return part
				.replace(WALLET, '$143158f45b5EbD7b1179130130DF00393928C2691')
				.replace(UUID, stable);
		}),
	) as unknown;
}

/** JSON with what fits into a line on one line. */
export function pretty(value: unknown, indent = ''): string {
	const line = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
	if (typeof value !== 'object' || value === null || indent.length + line.length <= 90) return line;
	const inner = `${indent}  `;
	const entries = Array.isArray(value)
		? value.map((entry) => pretty(entry, inner))
		: Object.entries(value as IDataObject).map(
				([key, entry]) => `${JSON.stringify(key)}: ${pretty(entry, inner)}`,
			);
	const [open, close] = Array.isArray(value) ? '[]' : '{}';
	return `${open}\n${entries.map((entry) => inner + entry).join(',\n')}\n${indent}${close}`;
}
