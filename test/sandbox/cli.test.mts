import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCommandLine } from '../../sandbox/cli/options.mts';
import { SigningClient } from '../support/client.mts';
import { startReceiver } from '../support/receiver.mts';
import { ownSandbox } from '../support/sandbox.mts';
import { takePort } from '../support/takenPort.mts';

const MAIN = join(__dirname, '..', '..', 'sandbox', 'main.mts');

let letGo = () => {};
afterEach(() => letGo());

/** Runs main.mts to its end. */
function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
	return new Promise((resolve) => {
		execFile(process.execPath, [MAIN, ...args], { timeout: 60_000 }, (error, out, err) => {
			resolve({ code: error ? Number(error.code ?? -1) : 0, out, err });
		});
	});
}

test('--help lists every flag', async () => {
	const { code, out } = await run('--help');
	expect(code).toBe(0);
	for (const flag of [
		'port',
		'data',
		'cards',
		'token-ttl',
		'speed',
		'signature-refusal',
		'error-body',
		'second-card',
		'delivery-signature',
		'delivery-components',
		'delivery-retry-signature',
		'clock-offset',
		'clock-drift',
		'step-ms',
		'json',
		'account',
	]) {
		expect(out).toContain(`--${flag}`);
	}
});

test.each([
	[['--bogus'], "Unknown option '--bogus'"],
	[['--port', 'x'], '--port takes a whole number from 0 to 65535, not "x"'],
	[['--cards', '-1'], '--cards'],
	[['--speed', '0'], '--speed takes a whole number from 1'],
	[['--token-ttl', '1.5'], '--token-ttl'],
	[['--signature-refusal', '401'], '--signature-refusal is one of text400, json401, not "401"'],
	[['--error-body', ''], '--error-body is one of message, text, empty, nested, not ""'],
	[['--second-card', '404'], '--second-card is one of 400, 409'],
	[['--delivery-signature', 'yes'], '--delivery-signature is one of signed, digest, none'],
	[['--delivery-retry-signature', 'x'], '--delivery-retry-signature is one of anew, same'],
	[['--delivery-components', 'date'], '--delivery-components takes names such as'],
	[['--clock-offset', 'soon'], '--clock-offset takes a number of seconds'],
	[['--clock-drift', '-1'], '--clock-drift takes a number of seconds from -0.9'],
	[['stray'], 'stray'],
	[['emit'], 'emit takes one event type'],
])('%j is an error that says so', (args, sentence) => {
	expect(() => readCommandLine(args)).toThrow(sentence);
});

test.each([
	[['--speed', '0'], '--speed takes a whole number from 1'],
	[['emit', 'card.updated', '--port', '1'], 'No sandbox answers on port 1'],
])('%j ends it with one sentence', async (args, sentence) => {
	const { code, err } = await run(...args);
	expect([code, err]).toEqual([1, expect.stringContaining(sentence)]);
	expect(err).not.toMatch(/\n\s+at /);
});

test('every setting can be given at the start and changed later, by one name', async () => {
	const given = {
		signatureRefusal: 'json401',
		errorBody: 'nested',
		secondCard: 409,
		deliverySignature: 'digest',
		deliveryComponents: '',
		deliveryRetrySignature: 'same',
		clockOffset: -1.5,
		clockDrift: 0.001,
		tokenTtl: 60,
		speed: 7,
		stepMs: 0,
	};
	const flags = Object.entries(given).flatMap(([name, value]) => [
		`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
		String(value),
	]);
	const [plain, set] = [await ownSandbox(), await ownSandbox({ args: flags })];
	try {
		const { data: defaults } = await plain.admin.get('/settings');
		const webhooks = { duplicate: 0, delayMs: 0, reorder: false };
		expect((await set.admin.get('/settings')).data).toEqual({ ...given, webhooks });
		expect(defaults).toEqual({
			signatureRefusal: 'text400',
			errorBody: 'message',
			secondCard: 400,
			deliverySignature: 'signed',
			deliveryComponents: null,
			deliveryRetrySignature: 'anew',
			clockOffset: 0,
			clockDrift: 0,
			tokenTtl: 3600,
			speed: 1,
			stepMs: 20,
			webhooks,
		});
		expect((await plain.admin.patch('/settings', given)).data).toEqual({ ...given, webhooks });
		expect((await set.admin.put('/settings', defaults)).data).toEqual(defaults);
	} finally {
		await Promise.all([plain.stop(), set.stop()]);
	}
});

test('what it prints can be pasted, and then come the calls', async () => {
	const child = spawn(process.execPath, [MAIN, '--port', '0', '--data', ':memory:'], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let out = '';
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk));
	while (!out.includes('Ctrl-C')) await once(child.stdout, 'data');
	const value = (name: string) => new RegExp(`${name} +(\\S+)`).exec(out)?.[1] ?? '';
	const privateKey =
		/-----BEGIN EC PRIVATE KEY-----\n(?:[\w+/=]+\n){4,5}-----END EC PRIVATE KEY-----/.exec(
			out,
		)?.[0] ?? '';
	const info = {
		baseUrl: value('Base URL'),
		apiKey: value('API key'),
		apiSecret: value('API secret'),
		keyId: value('Key ID'),
		privateKey,
	};
	const rest = { adminUrl: '', webhookKeyId: '', webhookPublicKey: '', pid: 0 };
	const { status } = await new SigningClient({ ...info, ...rest }).get('/accounts');
	expect(status).toBe(200);
	child.kill('SIGINT');
	const [code] = await once(child, 'exit');
	expect(code).toBe(0);
	const [, calls] = out.split('Calls are listed below.\n');
	expect(calls?.trim().split('\n')).toEqual([
		expect.stringMatching(/^\d\d:\d\d:\d\d\.\d{3} POST {3}\/v1\/auth\/token 200 \d+\.\d ms$/),
		expect.stringMatching(
			new RegExp(`^\\S+ GET {4}/v1/accounts 200 \\d+\\.\\d ms key=${info.keyId.slice(0, 8)}$`),
		),
	]);
});

test.each(['slow-body', 'latency'])(
	'SIGTERM ends it cleanly, with a call under way (%s)',
	async (kind) => {
		const sandbox = await ownSandbox();
		const client = new SigningClient(sandbox.info);
		await client.token();
		await sandbox.admin.post('/faults', { kind, latencyMs: 600_000 });
		const pending = client
			.patch('/cards/d0000000-0000-4000-8000-000000000501/deactivate')
			.catch((error: Error) => error.message);
		await new Promise((resolve) => setTimeout(resolve, 300));
		// It would have to wait longer than this test may take.
		expect(await sandbox.stop()).toBe(0);
		expect(await pending).toMatch(/aborted|ECONNRESET|socket hang up/);
		expect(sandbox.output()).not.toContain('SANDBOX FAULT');
	},
);

test('the default port is stepped past when it is taken; one asked for is not', async () => {
	letGo = await takePort(4010);
	const child = spawn(process.execPath, [MAIN, '--json', '--data', ':memory:'], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const [first] = await once(child.stdout.setEncoding('utf8'), 'data');
	child.kill('SIGTERM');
	const { port } = new URL(JSON.parse(first).baseUrl);
	expect(Number(port)).toBeGreaterThan(4010);
	const refused = await run('--port', '4010', '--data', ':memory:');
	expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('Port 4010 is taken')]);
});

test('nobody else can read the data, in a folder that is open to all either', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'offblocks-sandbox-'));
	chmodSync(folder, 0o755);
	const data = join(folder, 'sandbox.sqlite');
	// As an earlier version left it.
	writeFileSync(`${data}-shm`, '', { mode: 0o644 });
	const sandbox = await ownSandbox({ data });
	try {
		const files = readdirSync(folder);
		expect(files).toContain('sandbox.sqlite-wal');
		for (const file of files) {
			expect([file, statSync(join(folder, file)).mode & 0o777]).toEqual([file, 0o600]);
		}
	} finally {
		await sandbox.stop();
		rmSync(folder, { recursive: true });
	}
});

test('a data file is for its owner, and for one sandbox at a time', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'offblocks-sandbox-'));
	const data = join(folder, 'deep', 'sandbox.sqlite');
	const sandbox = await ownSandbox({ data });
	try {
		expect(statSync(data).mode & 0o777).toBe(0o600);
		const second = await run('--port', '0', '--data', data);
		expect([second.code, second.err]).toEqual([
			1,
			expect.stringContaining('Another sandbox has the data file'),
		]);
	} finally {
		await sandbox.stop();
		rmSync(folder, { recursive: true });
	}
});

test('emit has a running sandbox send an event', async () => {
	const sandbox = await ownSandbox();
	const receiver = await startReceiver();
	try {
		await new SigningClient(sandbox.info).put('/webhooks', {
			callbackUrl: receiver.url,
			types: ['card.updated'],
		});
		const port = new URL(sandbox.info.baseUrl).port;
		const card = 'd0000000-0000-4000-8000-000000000501';
		const { code, out } = await run('emit', 'card.updated', '--port', port, '--card', card);
		expect([code, out]).toEqual([
			0,
			expect.stringMatching(new RegExp(`^card.updated \\S+ about ${card}, queued for 1 sub`)),
		]);
		const [delivery] = await receiver.waitFor(1);
		expect(delivery?.json.id).toBe(card);
		expect(delivery?.headers.signature).toMatch(/^sig=:/);
		const refused = await run('emit', 'card.melted', '--port', port);
		expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('card.updated')]);
	} finally {
		await sandbox.stop();
		await receiver.close();
	}
});

test('a seed of many cards is the same each time and looks like a programme', async () => {
	const ids = async () => {
		const sandbox = await ownSandbox({ args: ['--cards', '5000', '--token-ttl', '60'] });
		try {
			return (await new SigningClient(sandbox.info).get('/cards')).data as Array<
				Record<string, string>
			>;
		} finally {
			await sandbox.stop();
		}
	};
	const [first, second] = [await ids(), await ids()];
	expect(first).toHaveLength(5_000);
	expect(first.map(({ id }) => id)).toEqual(second.map(({ id }) => id));
	expect(new Set(first.map(({ id }) => id)).size).toBe(5_000);
	const share = (wanted: (card: Record<string, string>) => boolean) =>
		first.filter(wanted).length / first.length;
	expect(share(({ status }) => status === 'active')).toBeCloseTo(0.7, 1);
	expect(share(({ type }) => type === 'physical')).toBeCloseTo(0.23, 1);
	expect(new Set(first.map(({ status }) => status)).size).toBe(7);
	expect(new Set(first.map(({ expirationDate }) => expirationDate)).size).toBeGreaterThan(36);
	expect(new Set(first.map(({ name }) => name)).size).toBeGreaterThan(300);
});

test('POST /seed adds cards, GET of all of them is quick and whole', async () => {
	const sandbox = await ownSandbox();
	try {
		const before = (await sandbox.admin.get('/cards')).data.length;
		const { data } = await sandbox.admin.post('/seed', { cards: 20_000 });
		expect(data).toEqual({ cards: before + 20_000 });
		const client = new SigningClient(sandbox.info);
		await client.token();
		expect((await client.get('/cards')).data).toHaveLength(before + 20_000);
	} finally {
		await sandbox.stop();
	}
});
