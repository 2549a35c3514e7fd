import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MOST_CARDS } from '../seed/bulk.mts';
import type { StartSettings } from '../settings.mts';
import { type Flags, number, UsageError, type Values, withNegatives } from './flags.mts';
import { readSettings, SETTING_FLAGS } from './settings.mts';

export interface StartOptions {
	command: 'start';
	/** undefined: the default port or the next free one. */
	port: number | undefined;
	data: string;
	cards: number;
	payments: number;
	showroom: boolean;
	/** Path of a file. */
	seed: string | undefined;
	settings: StartSettings;
	json: boolean;
}
/** A command to a sandbox that runs. */
export interface CommandOptions {
	command: 'call' | 'emit' | 'clock' | 'reset' | 'dump';
	args: string[];
	/** undefined: of the one that runs. */
	port: number | undefined;
	accountId: string | undefined;
	cardId: string | undefined;
}
export type CommandLine = StartOptions | CommandOptions | { command: 'help' };

export const DEFAULT_PORT = 4010;

/** How many arguments each command takes, and how that is said. */
const ARGUMENTS: Record<CommandOptions['command'], readonly [number, number, string]> = {
	call: [2, 3, 'call takes a method, a path, and a body where there is one, e.g. call GET /cards'],
	emit: [1, 1, 'emit takes one event type, e.g. emit card.updated'],
	clock: [0, 1, 'clock takes nothing, a time, how far to move it, or reset, e.g. clock 30d'],
	reset: [0, 0, 'reset takes nothing'],
	dump: [0, 1, 'dump takes the file to write, e.g. dump state.yaml'],
};
const isCommand = (name = ''): name is CommandOptions['command'] => Object.hasOwn(ARGUMENTS, name);

/**
 * Reads the command line.
 * @throws UsageError naming the flag that is unknown or has a wrong value
 */
export function readCommandLine(args: readonly string[]): CommandLine {
	const [first] = args;
	if (isCommand(first)) return readCommand(first, args.slice(1));
	const { values } = parse(args, {
		port: { type: 'string' },
		data: { type: 'string' },
		cards: { type: 'string', default: '0' },
		showroom: { type: 'boolean', default: false },
		payments: { type: 'string', default: '0' },
		seed: { type: 'string' },
		...SETTING_FLAGS,
		json: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	});
	if (values.help) return { command: 'help' };
	return {
		command: 'start',
		port: values.port === undefined ? undefined : number('port', values.port, 0, 65_535),
		data: dataFile(values.data),
		cards: number('cards', values.cards, 0, MOST_CARDS),
		showroom: values.showroom === true,
		payments: number('payments', values.payments, 0, 20_000_000),
		seed: text(values.seed),
		settings: readSettings(values),
		json: values.json === true,
	};
}

function readCommand(command: CommandOptions['command'], args: readonly string[]): CommandLine {
	const about: Flags =
		command === 'emit' ? { account: { type: 'string' }, card: { type: 'string' } } : {};
	const { values, positionals } = parse(
		args,
		{ port: { type: 'string' }, ...about, help: { type: 'boolean', default: false } },
		true,
	);
	if (values.help) return { command: 'help' };
	const [least, most, sentence] = ARGUMENTS[command];
	if (positionals.length < least || positionals.length > most) throw new UsageError(sentence);
	return {
		command,
		args: positionals,
		port: values.port === undefined ? undefined : number('port', values.port, 1, 65_535),
		accountId: text(values.account),
		cardId: text(values.card),
	};
}

/** `clock -1d` and `call … -`: words with a dash that are no flags. */
const isNegative = (word: string) => /^-(\d|$)/.test(word);

function parse(
	args: readonly string[],
	options: Flags,
	allowPositionals = false,
): { values: Values; positionals: string[] } {
	const joined = withNegatives(args);
	const dashed = allowPositionals ? joined.filter(isNegative) : [];
	try {
		const { values, positionals } = parseArgs({
			args: allowPositionals ? joined.filter((word) => !isNegative(word)) : joined,
			options,
			allowPositionals,
		});
		return { values: values as Values, positionals: [...positionals, ...dashed] };
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
