import { readFileSync, writeFileSync } from 'node:fs';
import axios from 'axios';
import { stringify } from 'yaml';
import { Client } from '../client/client.mts';
import { loopback } from '../client/transports.mts';
import { UsageError } from './flags.mts';
import type { CommandOptions } from './options.mts';
import { findRunning } from './running.mts';

/** What a command says, and whether it went well. */
export interface Said {
	/** For stdout. */
	out: string;
	/** For stderr. */
	note?: string;
	failed?: boolean;
}

type Command = (origin: string, options: CommandOptions) => Promise<Said>;

/** @throws Error with the sandbox's own sentence */
async function admin<Body>(
	origin: string,
	method: string,
	path: string,
	body?: unknown,
): Promise<Body> {
	const url = `${origin}/_sandbox${path}`;
	const { status, data } = await axios.request({
		method,
		url,
		data: body,
		proxy: false,
		maxContentLength: Infinity,
		validateStatus: () => true,
	});
	if (status < 400) return data as Body;
	throw new Error((data as { message?: string }).message ?? `The sandbox answered ${status}.`);
}

/** The body of a call: JSON as it stands, `@FILE`, or `-` for stdin. */
function readBody(given: string | undefined): unknown {
	if (given === undefined) return undefined;
	const [what, text] =
		given === '-'
			? ['stdin', readFileSync(0, 'utf8')]
			: given.startsWith('@')
				? [given.slice(1), readFileSync(given.slice(1), 'utf8')]
				: ['The body', given];
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new UsageError(`${what} is not JSON: ${(error as Error).message}`);
	}
}

const pretty = (value: unknown) =>
	typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value, null, 2);

/** What each command does with the sandbox that was found. */
export const COMMANDS: Record<CommandOptions['command'], Command> = {
	async call(origin, { args: [method = '', path = '', body] }) {
		const client = new Client(loopback(origin));
		const answer = await client.call(method.toUpperCase(), path, readBody(body));
		return {
			out: pretty(answer.body),
			note: `${answer.status}`,
			failed: answer.status >= 400,
		};
	},
	async emit(origin, { args: [type], accountId, cardId }) {
		const { eventId, entity, subscriptions } = await admin<{
			eventId: string;
			entity: { id: string };
			subscriptions: number;
		}>(origin, 'POST', '/webhooks/emit', {
			type,
			...(accountId !== undefined && { accountId }),
			...(cardId !== undefined && { cardId }),
		});
		return {
			out: `${type} ${eventId} about ${entity.id}, queued for ${subscriptions} subscription(s)`,
		};
	},
	async clock(origin, { args: [to] }) {
		if (to === undefined || to === 'reset') {
			const method = to === undefined ? 'GET' : 'DELETE';
			const { now, offset } = await admin<{ now: string; offset: number }>(
				origin,
				method,
				'/clock',
			);
			return { out: `${now} (${offset} s ahead of this machine)` };
		}
		const body = /^\d{4}-/.test(to) ? { to: new Date(to).toISOString() } : { by: to };
		const moved = await admin<{ now: string; steps: number; attempts: number }>(
			origin,
			'POST',
			'/clock',
			body,
		);
		return {
			out: `${moved.now}; on the way ${moved.steps} step(s) and ${moved.attempts} attempt(s) at deliveries`,
		};
	},
	async reset(origin) {
		await admin(origin, 'POST', '/reset');
		return { out: 'As at the start; credentials and keys stay.' };
	},
	async dump(origin, { args: [file] }) {
		const state = await admin<object>(origin, 'GET', '/dump');
		const yaml = file !== undefined && /\.ya?ml$/.test(file);
		const text = yaml ? stringify(state) : pretty(state);
		if (file === undefined) return { out: text };
		writeFileSync(file, `${text.trimEnd()}\n`);
		return { out: `The state is in ${file}; start from it with --seed ${file}` };
	},
};

/** Finds the sandbox and has it do what the command says. @throws Error with a sentence */
export async function runCommand(options: CommandOptions): Promise<Said> {
	const origin = await findRunning(options.port);
	return await COMMANDS[options.command](origin, options);
}
