// npm run doctor where something else than the sandbox answers, or nothing, and where it must not begin.
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../support/sandbox.mts';
import {
	expectNoneOf,
	type Gateway,
	gateway,
	knownValues,
	type Run,
	runDoctor,
	section,
	serve,
	variables,
	type Variables,
} from './support.mts';

let sandbox: Sandbox;
let known: Set<string>;
const servers: Gateway[] = [];
const runs: Run[] = [];
beforeAll(async () => {
	sandbox = await startSandbox();
	known = await knownValues(sandbox);
});
afterAll(async () => {
	await Promise.all([sandbox.stop(), ...servers.map((server) => server.close())]);
	for (const run of runs) expectNoneOf(known, run);
	expect(runs.length).toBeGreaterThan(9);
});

const doctor = async (change: Variables, args: string[] = []) => {
	const run = await runDoctor({ ...variables(sandbox.info), ...change }, args);
	runs.push(run);
	return run;
};
async function at(server: Promise<Gateway>): Promise<Run> {
	servers.push(await server);
	return await doctor({ OFFBLOCKS_BASE_URL: servers.at(-1)!.baseUrl });
}
const verdict = (run: Run) => section(run, 'Result').join(' ');

it('nothing answers', async () => {
	const gone = await serve(() => undefined);
	await gone.close();
	const run = await doctor({ OFFBLOCKS_BASE_URL: gone.baseUrl });
	expect(run.code).toBe(1);
	expect(verdict(run)).toMatch(/^Nothing answered at this address \(ECONNREFUSED\)/);
});

it.each([
	['a web page', 200, 'text/html', '<html><body>Welcome, Ada</body></html>'],
	['a page that wants a log-in', 401, 'text/html', '<html>Ada, log in</html>'],
	['another API', 404, 'application/json', '{"message":"no such route","trace":"7d0"}'],
	['JSON of another kind', 200, 'application/json', '{"hello":"Ada"}'],
])('%s answers', async (_what, status, type, body) => {
	const run = await at(serve((_incoming, end) => end(status, type, body)));
	expect(run.code).toBe(1);
	expect(verdict(run)).toContain(`but not the OffBlocks API (${status} ${type}`);
	expect(run.stdout).not.toMatch(/Ada|no such route|7d0/);
});

it('a server that wants more covered: the settings that it accepts are named', async () => {
	const refuses = ({ url, headers }: { url?: string; headers: Record<string, unknown> }) =>
		!url?.startsWith('/v1/auth/') &&
		!/"@query".*"authorization"/.test(String(headers['signature-input']));
	const run = await at(gateway(sandbox.info.baseUrl, { refuses }));
	expect(run.code).toBe(0);
	expect(section(run, 'Settings of the credential').slice(2, 4)).toEqual([
		'Advanced Signature Settings: on',
		'Signed Components: @method @authority @path @query authorization content-type content-digest idempotency-key',
	]);
	expect(section(run, 'Signatures: Components')[0]).toMatch(
		/^refused {3}@method @authority @path:/,
	);
	expect(section(run, 'Signatures: Components')).toContain(
		'accepted  @method @authority @path @query authorization',
	);
});

it('a server that says no time', async () => {
	const run = await at(gateway(sandbox.info.baseUrl, { withoutDate: true }));
	expect(run.code).toBe(0);
	expect(section(run, 'Clock')[0]).toMatch(/^0 of \d+ answers had a Date$/);
	expect(section(run, 'Clock')[1]).toMatch(/^No answer had a Date/);
});

it('a server that has grown since: what differs from the contract is named, and no value', async () => {
	const rewrite = (path: string, json: string) =>
		path === '/v1/cards'
			? json.replaceAll('"status":"active"', '"status":"sleeping","shade":"mauve"')
			: json.replace(/"key":"[^"]+"/, '"key":"bm90IGEga2V5"');
	const run = await at(gateway(sandbox.info.baseUrl, { rewrite }));
	expect(section(run, 'Where answers differ from sandbox/openapi.yaml')).toEqual([
		expect.stringMatching(
			/^GET \/cards: \[\]\.status must be equal to one of the allowed values \(\d+ times\)$/,
		),
		'GET /cards: [].shade: not in the contract',
	]);
	expect(run.stdout).not.toMatch(/sleeping|mauve/);
	expect(section(run, 'Key of webhook deliveries')).toEqual([
		'fields: keyId, key',
		'form: unreadable',
		'its id is a UUID',
		'the trigger cannot use it',
	]);
});

describe('it does not begin', () => {
	it.each([
		['production, unless told', { OFFBLOCKS_BASE_URL: 'production' }, [], /^This is production/m],
		[
			'production by its address',
			{ OFFBLOCKS_BASE_URL: 'https://api.offblocks.xyz/v1' },
			[],
			/^This is production/m,
		],
		['a credential among the arguments', {}, ['--api-key=1'], /^The only arguments are/m],
		['plain http elsewhere', { OFFBLOCKS_BASE_URL: 'http://example.com/v1' }, [], /https:\/\//],
		[
			'a variable is missing and nobody can be asked',
			{ OFFBLOCKS_API_SECRET: undefined },
			[],
			/^OFFBLOCKS_API_SECRET is missing/m,
		],
		[
			'no file of the key',
			{ OFFBLOCKS_PRIVATE_KEY: undefined, OFFBLOCKS_PRIVATE_KEY_FILE: '/nowhere' },
			[],
			/cannot be read \(ENOENT\)/,
		],
		['no key', { OFFBLOCKS_PRIVATE_KEY: 'hello' }, [], /Private Key|private key/],
	])('%s', async (_what, change, args, message) => {
		const { data: before } = await sandbox.admin.get('/counts');
		const run = await doctor(change as Variables, args as string[]);
		expect(run.code).toBe(2);
		expect(run.stdout).toBe('');
		expect(run.stderr).toMatch(message as RegExp);
		const { data: after } = await sandbox.admin.get('/counts');
		expect(after.calls).toBe(before.calls);
	});
});

it('reads the key from the file that openssl wrote', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
	const file = join(folder, 'offblocks-private.pem');
	writeFileSync(file, sandbox.info.privateKey);
	const run = await doctor({ OFFBLOCKS_PRIVATE_KEY: undefined, OFFBLOCKS_PRIVATE_KEY_FILE: file });
	await rm(folder, { recursive: true });
	expect(run.code).toBe(0);
	expect(run.stdout + run.stderr).not.toContain(folder);
});
