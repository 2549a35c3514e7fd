import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { StartSettings } from '../settings.mts';
import { type Flags, number, UsageError, type Values, withNegatives } from './flags.mts';
import { readSettings, SETTING_FLAGS } from './settings.mts';

export interface StartOptions {
	command: 'start';
	/** undefined: the default port or the next free one. */
	port: number | undefined;
	data: string;
	cards: number;
	showroom: boolean;
	settings: StartSettings;
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
		showroom: { type: 'boolean', default: false },
		...SETTING_FLAGS,
		json: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	});
	if (values.help) return { command: 'help' };
	return {
		command: 'start',
		port: values.port === undefined ? undefined : number('port', values.port, 0, 65_535),
		data: dataFile(values.data),
		cards: number('cards', values.cards, 0, 5_000_000),
		showroom: values.showroom === true,
		settings: readSettings(values),
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

function parse(args: readonly string[], options: Flags): { values: Values; positionals: string[] } {
	const allowPositionals = 'account' in options;
	try {
		const { values, positionals } = parseArgs({
			args: withNegatives(args),
			options,
			allowPositionals,
		});
		return { values: values as Values, positionals };
	} catch (error) {
		throw new UsageError((error as Error).message);
	}
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
