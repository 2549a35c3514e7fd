// npm run doctor against the sandbox as it may behave: what it is set to is what the report must say, and no report
// holds an id, a name or a secret.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { type Sandbox, startSandbox } from '../../support/sandbox.mts';
import { expectNoneOf, knownValues, type Run, runDoctor, section, variables } from './support.mts';

let sandbox: Sandbox;
let known: Set<string>;
const runs: Run[] = [];
beforeAll(async () => {
	sandbox = await startSandbox();
	const [first] = (await sandbox.admin.get('/cards')).data as Array<{ accountId: string }>;
	await sandbox.admin.post('/cards', { accountId: first.accountId, type: 'physical' });
	known = await knownValues(sandbox);
});
afterEach(async () => {
	await set({ signatureRefusal: 'text400', errorBody: 'message', clockOffset: 0, clockDrift: 0 });
	await set({ tokenTtl: 3600 });
});
afterAll(async () => {
	await sandbox.stop();
	for (const run of runs) expectNoneOf(known, run);
	expect(runs.length).toBeGreaterThan(9);
});

const set = (settings: object) => sandbox.admin.put('/settings', settings);
const doctor = async (change: object = {}) => {
	const run = await runDoctor({ ...variables(sandbox.info), ...change });
	runs.push(run);
	return run;
};
const newKey = () =>
	generateKeyPairSync('ec', { namedCurve: 'secp384r1' })
		.privateKey.export({ type: 'sec1', format: 'pem' })
		.toString();

const REFUSED = 'What a call that must fail is answered with';
const SANDBOX = 'The local sandbox, set to behave like this';

describe('each setting of the sandbox is found', () => {
	it('as it is by default: the vendor’s own profile, and answers that fit the contract', async () => {
		await sandbox.admin.delete('/calls');
		const run = await doctor();
		expect(run.code).toBe(0);
		expect(section(run, 'Settings of the credential')).toContain(
			'Advanced Signature Settings: off',
		);
		expect(section(run, 'Settings of the credential')).toContain(
			'Webhook Public Key: leave empty; the trigger fetches it',
		);
		expect(section(run, 'Signing key')).toEqual([
			"registered; accepted was first: the vendor's client",
		]);
		expect(section(run, REFUSED)).toContain(
			'a spoilt signature: 400 text/plain "invalid required signature" (the vendor\'s library)',
		);
		expect(section(run, 'Key of webhook deliveries')).toContain(
			'form: base64 of a PEM, ec secp384r1',
		);
		expect(section(run, 'Where answers differ from sandbox/openapi.yaml')).toEqual([
			'nowhere: all of them fit',
		]);
		expect(section(run, SANDBOX)).toEqual([
			'npm run sandbox -- --signature-refusal text400 --error-body message --token-ttl 3600',
		]);
		await onlyReads();
	});

	it('signatures: what is covered, the parameters, the times, the digest', async () => {
		const [run] = runs;
		const components = section(run, 'Signatures: Components').map((line) => line.split(':')[0]);
		expect(components).toEqual([
			'accepted  @method @authority @path',
			'refused   @authority @path',
			'refused   @method @path',
			'refused   @method @authority',
			'refused   (none at all)',
			'accepted  @method @authority @path @query',
			'accepted  @method @authority @path authorization',
			'accepted  @method @authority @path @query authorization',
			'refused   @method @target-uri',
			'refused   @method @authority @request-target',
		]);
		const results = (title: string) =>
			section(run, `Signatures: ${title}`).map((line) => line.split(' ')[0]);
		expect(results('Parameters')).toEqual([
			...['accepted', 'accepted', 'refused', 'refused', 'refused'],
			...['accepted', 'accepted', 'accepted'],
		]);
		expect(results('Times')).toEqual(['refused', 'refused', 'accepted', 'accepted', 'refused']);
		expect(results('Digest of a GET')).toEqual(['accepted', 'accepted', 'refused']);
	});

	it.each([
		{ signatureRefusal: 'json401', errorBody: 'nested', clockOffset: 120 },
		{ signatureRefusal: 'text400', errorBody: 'text', clockOffset: -600 },
		{ signatureRefusal: 'json401', errorBody: 'empty', clockOffset: 600 },
	])('%j', async (settings) => {
		await set({ ...settings, tokenTtl: 900 });
		const run = await doctor();
		expect(run.code).toBe(0);
		const { signatureRefusal, errorBody, clockOffset } = settings;
		expect(section(run, SANDBOX)).toEqual([
			`npm run sandbox -- --signature-refusal ${signatureRefusal} --error-body ${errorBody} --token-ttl 900 --clock-offset=${clockOffset}`,
		]);
		const [, difference] = section(run, 'Clock');
		// What it says is rounded to a tenth.
		const bounds = /^The server is ([+-]\d+\.\d) to ([+-]\d+\.\d) s /.exec(difference) ?? [];
		const [least, most] = bounds.slice(1).map(Number);
		expect(least).toBeLessThanOrEqual(clockOffset + 0.1);
		expect(least).toBeGreaterThan(clockOffset - 2);
		expect(most).toBeGreaterThanOrEqual(clockOffset - 0.1);
		expect(most).toBeLessThan(clockOffset + 2);
		expect(section(run, 'Clock')).toHaveLength(3);
	});

	it('a clock that runs faster than ours', async () => {
		await set({ clockDrift: 1 });
		const run = await doctor();
		expect(section(run, 'Clock')).toContain(
			"The server's clock is not steady, or several servers with different clocks answer.",
		);
	});

	it('a token that lives for seconds', async () => {
		await set({ tokenTtl: 8 });
		const run = await doctor();
		expect(run.code).toBe(0);
		expect(section(run, 'Log-in')).toContain('The token is a JWT and lives 8 s');
	});
});

describe('what is wrong with a credential', () => {
	const verdict = (run: Run) => section(run, 'Result').join(' ');

	it('a wrong secret', async () => {
		const run = await doctor({ OFFBLOCKS_API_SECRET: 'wrong-and-long-enough' });
		expect(run.code).toBe(1);
		expect(verdict(run)).toMatch(
			/^OffBlocks refused the API key or secret \(401 application\/json/,
		);
	});

	it('a key id that is not registered', async () => {
		await set({ signatureRefusal: 'json401' });
		const run = await doctor({ OFFBLOCKS_KEY_ID: randomUUID() });
		expect(run.code).toBe(1);
		expect(verdict(run)).toMatch(/^The Key ID is not registered/);
	});

	it('a key that is not the one of the id', async () => {
		await set({ signatureRefusal: 'json401' });
		const run = await doctor({ OFFBLOCKS_PRIVATE_KEY: newKey() });
		expect(run.code).toBe(1);
		expect(verdict(run)).toMatch(/^The private key does not belong to the Key ID/);
	});

	it('one of the two, where the API gives one answer to both', async () => {
		const run = await doctor({ OFFBLOCKS_KEY_ID: randomUUID() });
		expect(run.code).toBe(1);
		expect(verdict(run)).toMatch(/^Every signature was refused, in words that do not tell why/);
	});
});

/** What the sandbox saw of a run. */
async function onlyReads(): Promise<void> {
	const { data } = await sandbox.admin.get('/calls');
	const calls = (data as Array<{ method: string; path: string }>).map(
		({ method, path }) => `${method} ${path}`,
	);
	expect(calls.length).toBeGreaterThan(40);
	const writes = calls.filter((call) => !call.startsWith('GET ') && call !== 'POST /v1/auth/token');
	expect(writes).toEqual([]);
	// Reading a challenge makes the earlier ones of the account invalid.
	expect(calls.filter((call) => call.includes('challenge'))).toEqual([]);
}
