// The demo: sandbox and n8n side by side, furnished, until Ctrl-C.
import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Child, describeEnding, lastLines, stopAll } from '../tools/child.mts';
import { furnish } from './furnish.mts';
import { N8nClient } from '../tools/n8n-client.mts';
import { type N8n, startN8n } from '../tools/n8n.mts';
import { type RunningSandbox, startSandbox } from '../tools/sandbox.mts';
import { demoFolder } from '../tools/setup/places.mjs';
import { elapsed, say } from '../tools/setup/progress.mjs';
import { QuietRetries } from './QuietRetries.mts';
import { readState, runningDemo, writeState } from './state.mts';
import { greeting, HELP, OWNER } from './words.mts';

const N8N_PORT = 5678;
const started = Date.now();

const { values: options } = parseArgs({
	options: {
		fresh: { type: 'boolean', default: false },
		port: { type: 'string', default: String(N8N_PORT) },
		help: { type: 'boolean', short: 'h', default: false },
	},
});

async function main(): Promise<void> {
	if (options.help) return say(HELP);
	const folder = demoFolder();
	const before = readState(folder);
	const other = await runningDemo(before);
	if (other) throw new Error(`The demo is already running at ${other.url} (process ${other.pid}).`);
	if (options.fresh) rmSync(folder, { recursive: true, force: true });
	const state = options.fresh ? readState(folder) : before;
	state.running = { pid: process.pid, url: `http://127.0.0.1:${options.port}`, since: started };
	writeState(folder, state);

	say(
		`Starting the sandbox and n8n (about 10 seconds, a little longer the first time). Data: ${folder}`,
	);
	const [sandbox, n8n] = await Promise.all([openSandbox(folder), openN8n(folder)]);
	const client = new N8nClient(n8n.url);
	await client.enter({ ...OWNER, password: state.password });
	await furnish(client, sandbox.info, state);
	state.running.url = n8n.url;
	writeState(folder, state);
	say(greeting({ url: n8n.url, state, sandbox: sandbox.info, time: elapsed(started), folder }));
	await unexpectedEnding([sandbox.child, n8n.child]);
}

async function openSandbox(folder: string): Promise<RunningSandbox> {
	const data = join(folder, 'sandbox.sqlite');
	const quiet = new QuietRetries();
	const show = (line: string) => {
		const shown = quiet.line(line);
		if (shown !== undefined) say(`sandbox  ${shown}`);
	};
	return await startSandbox(process.execPath, data, show, ['--showroom']);
}

async function openN8n(folder: string): Promise<N8n> {
	const log = createWriteStream(join(folder, 'n8n.log'));
	return await startN8n({
		userFolder: folder,
		port: Number(options.port),
		env: { GENERIC_TIMEZONE: timeZone() },
		log: (line) => log.write(`${line}\n`),
	});
}

/** n8n's own default is New York: "every morning at eight" would be in the middle of the day elsewhere. */
function timeZone(): string {
	const { timeZone: here } = Intl.DateTimeFormat().resolvedOptions();
	// As n8n's list of time zones has it; it shows another as not valid.
	return here === 'UTC' ? 'Etc/UTC' : here;
}

/** Waits for one of the children to end, which none of them should by itself, and throws. */
async function unexpectedEnding(children: Child[]): Promise<never> {
	const first = children.map((child) => child.ended.then((ending) => ({ child, ending })));
	const { child, ending } = await Promise.race(first);
	const how = `${child.name} ${describeEnding(ending)}, though nobody stopped it.`;
	throw new Error(`${how} Its last lines:\n${lastLines(child)}`);
}

let stopping = false;
async function stop(exitCode: number): Promise<void> {
	if (stopping) return;
	stopping = true;
	await stopAll();
	const folder = demoFolder();
	const state = readState(folder);
	if (state.running?.pid === process.pid) writeState(folder, { ...state, running: undefined });
	process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		if (!stopping) say('\nStopping n8n and the sandbox …');
		void stop(0);
	});
}
main().then(
	() => stop(0),
	(error: Error) => {
		// Stopped while it was starting: what broke off is no news.
		if (stopping) return;
		say(`\n${error.message}`);
		void stop(1);
	},
);
