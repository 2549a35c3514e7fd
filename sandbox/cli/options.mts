import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const HELP = `Usage: main.mts [options]            start the OffBlocks API on loopback
       main.mts emit TYPE [options]  have a running sandbox send a webhook event

Options
  --port N            port on 127.0.0.1 (default 4010, or the next free one; 0: any free one)
  --data FILE         where everything is kept (default: the user's data folder; ":memory:": nowhere)
  --cards N           at least this many cards, made up if need be (default 0: the small world as it is)
  --token-ttl SECONDS how long a bearer token lives (default 3600)
  --speed N           webhook retries run N times faster than the vendor's (default 1)
  --sign-webhooks     sign webhook deliveries with the sandbox's own key
  --json              first line of output: one JSON object with addresses, credentials and keys
  --help              this text

Options of emit (TYPE: customer.updated, account.updated, card.updated, authorisation.updated, transaction.updated)
  --port N            port of the running sandbox (default 4010)
  --account ID        about this account (or a card of it)
  --card ID           about this card
`;

export interface StartOptions {
	command: 'start';
	/** undefined: the default port or the next free one. */
	port: number | undefined;
	data: string;
	cards: number;
	tokenTtl: number;
	speed: number;
	signWebhooks: boolean;
	json: boolean;
}
export interface EmitOptions {
	command: 'emit';
	type: string;
	port: number;
	accountId: string | undefined;
	cardId: string | undefined;
}
export type CommandLine = StartOptions | EmitOptions | { command: 'help' };

export const DEFAULT_PORT = 4010;

/** A mistake on the command line; its message is for the user. */
export class UsageError extends Error {}

/**
 * Reads the command line.
 * @throws UsageError naming the flag that is unknown or has a wrong value
 */
export function readCommandLine(args: readonly string[]): CommandLine {
	if (args[0] === 'emit') return readEmit(args.slice(1));
	const { values } = parse(args, {
		port: { type: 'string' },
		data: { type: 'string' },
		cards: { type: 'string', default: '0' },
		'token-ttl': { type: 'string', default: '3600' },
		speed: { type: 'string', default: '1' },
		'sign-webhooks': { type: 'boolean', default: false },
		json: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	});
	if (values.help) return { command: 'help' };
	return {
		command: 'start',
		port: values.port === undefined ? undefined : number('port', values.port, 0, 65_535),
		data: dataFile(values.data),
		cards: number('cards', values.cards, 0, 5_000_000),
		tokenTtl: number('token-ttl', values['token-ttl'], 0, 10 ** 9),
		speed: number('speed', values.speed, 1, 10 ** 6),
		signWebhooks: values['sign-webhooks'] === true,
		json: values.json === true,
	};
}

function readEmit(args: readonly string[]): CommandLine {
	const { values, positionals } = parse(args, {
		port: { type: 'string', default: String(DEFAULT_PORT) },
		account: { type: 'string' },
		card: { type: 'string' },
		help: { type: 'boolean', default: false },
	});
	if (values.help) return { command: 'help' };
	const [type, ...more] = positionals;
	if (type === undefined || more.length > 0)
		throw new UsageError('emit takes one event type, e.g. emit card.updated');
	return {
		command: 'emit',
		type,
		port: number('port', values.port, 1, 65_535),
		accountId: text(values.account),
		cardId: text(values.card),
	};
}

type Flags = Record<string, { type: 'string' | 'boolean'; default?: string | boolean }>;
type Values = Record<string, string | boolean | undefined>;

function parse(args: readonly string[], options: Flags): { values: Values; positionals: string[] } {
	const allowPositionals = 'account' in options;
	try {
		const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals });
		return { values: values as Values, positionals };
	} catch (error) {
		throw new UsageError((error as Error).message);
	}
}

function number(
	flag: string,
	value: string | boolean | undefined,
	least: number,
	most: number,
): number {
	const parsed = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : Number.NaN;
	if (!(parsed >= least && parsed <= most)) {
		throw new UsageError(
			`--${flag} takes a whole number from ${least} to ${most}, not "${String(value)}"`,
		);
	}
	return parsed;
}

function text(value: string | boolean | undefined): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** XDG Base Directory Specification: user data lives in $XDG_DATA_HOME, by default ~/.local/share. */
function dataFile(given: string | boolean | undefined): string {
	if (given === ':memory:') return given;
	if (typeof given === 'string') return resolve(given);
	const base = process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
	return join(base, 'n8n-nodes-offblocks', 'sandbox.sqlite');
}
