// The commands to a running sandbox, as they are typed.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { takePort } from '../support/takenPort.mts';
import { freePort } from '../../tools/ports.mts';

const MAIN = join(__dirname, '..', '..', 'sandbox', 'main.mts');
const CARD = 'd0000000-0000-4000-8000-000000000501';

let folder: string;
const started: ChildProcess[] = [];
let letGo = () => {};
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'offblocks-sandbox-'))));
afterEach(async () => {
	letGo();
	for (const child of started.splice(0)) {
		if (child.exitCode !== null || child.signalCode !== null) continue;
		child.kill('SIGTERM');
		await once(child, 'exit');
	}
	rmSync(folder, { recursive: true });
});

const environment = () => ({ ...process.env, XDG_CACHE_HOME: folder, XDG_DATA_HOME: folder });

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
	return new Promise((resolve) => {
		const options = { timeout: 60_000, env: environment() };
		execFile(process.execPath, [MAIN, ...args], options, (error, out, err) => {
			resolve({ code: error ? Number(error.code ?? -1) : 0, out, err });
		}).stdin?.end('{ "type": "virtual" }');
	});
}

/** Starts one as a person does; what it printed until it was ready. */
async function start(...args: string[]): Promise<{ child: ChildProcess; printed: string }> {
	const child = spawn(process.execPath, [MAIN, ...args], {
		env: environment(),
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	started.push(child);
	let printed = '';
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
	while (!printed.includes('Ctrl-C')) await once(child.stdout, 'data');
	return { child, printed };
}

test('call, clock, reset and dump find the one that runs', async () => {
	expect(await run('call', 'GET', '/cards', '--port', String(await freePort()))).toMatchObject({
		code: 1,
		err: expect.stringContaining('No sandbox answers on port'),
	});
	const { child } = await start('--port', '0', '--data', ':memory:');
	const card = await run('call', 'get', `/cards/${CARD}`);
	expect([card.code, card.err]).toEqual([0, '200\n']);
	expect(JSON.parse(card.out)).toMatchObject({ id: CARD, status: 'active' });
	expect((await run('call', 'PATCH', `/cards/${CARD}/deactivate`)).out).toContain('"inactive"');
	expect(await run('call', 'PATCH', `/cards/${CARD}/deactivate`)).toMatchObject({
		code: 1,
		err: '409\n',
		out: expect.stringContaining('Invalid state transition'),
	});
	// A body as a word, in a file, on stdin.
	const path = '/accounts/a0000000-0000-4000-8000-000000000001/cards';
	writeFileSync(join(folder, 'card.json'), '{ "type": "virtual" }');
	for (const body of ['{ "type": "virtual" }', `@${join(folder, 'card.json')}`, '-'])
		expect((await run('call', 'POST', path, body)).out).toContain(
			"required property 'billingAddress'",
		);
	expect((await run('call', 'POST', path, '{')).err).toContain('The body is not JSON');

	expect((await run('clock', '2031-05-06T07:08:00Z')).out).toMatch(/^2031-05-06T07:08:.*0 attempt/);
	expect((await run('clock', '-1d')).out).toMatch(/^2031-05-05T07:/);
	expect((await run('clock')).out).toMatch(/^2031-05-05T07:.* s ahead of this machine/);
	expect((await run('call', 'GET', '/chains')).code).toBe(0);
	expect((await run('clock', 'soon')).err).toContain('"soon" is no time to move by');

	const state = join(folder, 'state.yaml');
	expect((await run('dump', state)).out).toContain(`--seed ${state}`);
	expect(parse(readFileSync(state, 'utf8'))).toMatchObject({
		clock: expect.stringMatching(/^2031-05-05/),
		cards: expect.arrayContaining([expect.objectContaining({ id: CARD, status: 'inactive' })]),
	});
	expect((await run('reset')).code).toBe(0);
	expect((await run('call', 'GET', `/cards/${CARD}`)).out).toContain('"active"');
	child.kill('SIGKILL');
	await once(child, 'exit');

	const { printed } = await start('--port', '0', '--data', ':memory:', '--seed', state);
	expect(printed).toMatch(/Open in a browser {2}http:\/\/127\.0\.0\.1:\d+\/\n/);
	expect((await run('call', 'GET', `/cards/${CARD}`)).out).toContain('"inactive"');
	// The note of the one that was killed is gone.
	expect(readdirSync(join(folder, 'n8n-nodes-offblocks', 'running'))).toHaveLength(1);
	const other = await start('--port', '0', '--data', ':memory:');
	expect((await run('reset')).err).toMatch(
		/^2 sandboxes run: \d+ \(process \d+, data in :memory:\); .*Name one with --port\.$/m,
	);
	const port = /Base URL +http:\/\/127\.0\.0\.1:(\d+)/.exec(other.printed)?.[1] ?? '';
	expect((await run('emit', 'card.updated', '--port', port)).out).toContain('queued for 0');
});

test.each([
	[['call', 'GET'], 'call takes a method, a path'],
	[['clock', '1d', '2d'], 'clock takes nothing, a time'],
	[['reset', 'all'], 'reset takes nothing'],
	[
		['--seed', '/nowhere.yaml', '--port', '0', '--data', ':memory:'],
		'The seed /nowhere.yaml cannot be read',
	],
])('%j is an error that says so', async (args, sentence) => {
	const { code, err } = await run(...args);
	expect([code, err]).toEqual([1, expect.stringContaining(sentence)]);
	expect(err).not.toMatch(/\n\s+at /);
});

test('a usual port that is taken is said loudly', async () => {
	letGo = await takePort(4010);
	const { printed } = await start('--data', ':memory:');
	expect(printed).toMatch(
		/!! PORT 4010 IS TAKEN by .+ This sandbox is on port 40\d\d: use that in n8n/,
	);
});
