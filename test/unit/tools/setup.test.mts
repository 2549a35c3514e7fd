// What makes a fresh clone ready: complete or absent, one at a time, and clear where it fails.
import { once } from 'node:events';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../../../tools/setup/error.mjs';
import { installOnce } from '../../../tools/setup/install.mjs';
import { withLock } from '../../../tools/setup/lock.mjs';
import { npm } from '../../../tools/setup/npm.mjs';
import { isInstalled, packageCounter } from '../../../tools/setup/packages.mjs';
import { elapsed } from '../../../tools/setup/progress.mjs';

let scratch: string;
let said: string;

beforeEach(() => {
	scratch = mkdtempSync(join(tmpdir(), 'offblocks-setup-'));
	said = '';
	jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
		said += String(text);
		return true;
	});
});

afterEach(() => {
	jest.restoreAllMocks();
	rmSync(scratch, { recursive: true, force: true });
});

describe('withLock', () => {
	const lock = () => join(scratch, 'thing.lock');

	it('lets one work at a time, and tells the other that it waits', async () => {
		const order: string[] = [];
		const work = (name: string) => async () => {
			order.push(`${name} begins`);
			await sleep(150);
			order.push(`${name} ends`);
		};
		await Promise.all([
			withLock(lock(), 'the thing', work('a')),
			withLock(lock(), 'the thing', work('b')),
		]);
		expect(order.map((line) => line.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
		expect(said).toMatch(/Another process is preparing the thing; waiting/);
		expect(existsSync(lock())).toBe(false);
	});

	it('takes over the lock of one that died', async () => {
		writeFileSync(lock(), 'dead');
		const longAgo = new Date(Date.now() - 60_000);
		utimesSync(lock(), longAgo, longAgo);
		expect(await withLock(lock(), 'the thing', async () => 'done')).toBe('done');
	});

	it('is free again after a failure', async () => {
		const failing = withLock(lock(), 'the thing', async () => {
			throw new Error('no');
		});
		await expect(failing).rejects.toThrow('no');
		expect(existsSync(lock())).toBe(false);
	});
});

describe('installOnce', () => {
	const folder = () => join(scratch, 'cache', 'thing-1.0');
	const complete = (path: string) =>
		existsSync(join(path, 'ready')) ? undefined : 'ready is missing';
	const install = (fill: (temporary: string) => Promise<void>) =>
		installOnce({
			folder: folder(),
			what: 'the thing',
			manifest: join(scratch, 'manifest'),
			isGood: complete,
			fill,
		});
	const makeReady = jest.fn(async (temporary: string) =>
		writeFileSync(join(temporary, 'ready'), ''),
	);

	beforeEach(() => {
		makeReady.mockClear();
		mkdirSync(join(scratch, 'manifest'));
		for (const name of ['package.json', 'package-lock.json'])
			writeFileSync(join(scratch, 'manifest', name), '{}');
	});

	it('fills a folder beside the place and renames it, once', async () => {
		await install(async (temporary) => {
			expect(existsSync(folder())).toBe(false);
			expect(readdirSync(temporary).sort()).toEqual(['package-lock.json', 'package.json']);
			await makeReady(temporary);
		});
		await install(makeReady);
		expect(makeReady).toHaveBeenCalledTimes(1);
		expect(readdirSync(join(scratch, 'cache'))).toEqual(['thing-1.0']);
	});

	it('makes it once where two want it at the same time', async () => {
		await Promise.all([install(makeReady), install(makeReady)]);
		expect(makeReady).toHaveBeenCalledTimes(1);
	});

	it('leaves nothing behind where it fails', async () => {
		const failing = install(async (temporary) => {
			writeFileSync(join(temporary, 'half'), '');
			throw new Error('disk full');
		});
		await expect(failing).rejects.toThrow('disk full');
		expect(readdirSync(join(scratch, 'cache'))).toEqual([]);
	});

	it('clears away what a killed install left, and makes a bad one anew', async () => {
		mkdirSync(`${folder()}.installing-4711`, { recursive: true });
		mkdirSync(folder());
		await install(makeReady);
		expect(readdirSync(join(scratch, 'cache'))).toEqual(['thing-1.0']);
		expect(said).toMatch(/ready is missing/);
		expect(complete(folder())).toBeUndefined();
	});
});

describe('isInstalled', () => {
	const entry = (version: string) => ({ version, integrity: `sha512-${version}` });
	const write = (locked: object, present?: object) => {
		writeFileSync(
			join(scratch, 'package-lock.json'),
			JSON.stringify({ packages: { '': {}, ...locked } }),
		);
		if (!present) return;
		mkdirSync(join(scratch, 'node_modules'));
		const hidden = join(scratch, 'node_modules', '.package-lock.json');
		writeFileSync(hidden, JSON.stringify({ packages: present }));
	};

	it.each([
		['nothing is there', { a: entry('1') }, undefined, false],
		['all is there', { a: entry('1') }, { a: entry('1') }, true],
		['one is missing', { a: entry('1'), b: entry('1') }, { a: entry('1') }, false],
		['another version is there', { a: entry('2') }, { a: entry('1') }, false],
		['the content differs', { a: { version: '1', integrity: 'x' } }, { a: entry('1') }, false],
		["another platform's is missing", { a: { ...entry('1'), optional: true } }, {}, true],
	])('where %s', (_, locked, present, expected) => {
		write(locked, present);
		expect(isInstalled(scratch)).toBe(expected);
	});

	it('counts what is unpacked so far', () => {
		write({ 'node_modules/a': entry('1'), 'node_modules/b': entry('1') });
		mkdirSync(join(scratch, 'node_modules', 'a'), { recursive: true });
		const count = packageCounter(scratch);
		expect(count()).toBe('0 of 2 packages');
		writeFileSync(join(scratch, 'node_modules', 'a', 'package.json'), '{}');
		expect(count()).toBe('1 of 2 packages');
	});
});

describe('npm', () => {
	it("shows npm's own lines and what to do where it fails", async () => {
		const failing = npm(['ci', '--ignore-scripts'], { cwd: scratch, hint: 'ask a friend.' });
		await expect(failing).rejects.toThrow(SetupError);
		await expect(failing).rejects.toThrow(
			/npm ci --ignore-scripts failed.*package-lock\.json.*What to do: ask a friend\./s,
		);
	}, 30_000);

	it("says how to have a proxy's certificate trusted", async () => {
		const tls = (name: string) => readFileSync(join(__dirname, '../../fixtures/tls', name));
		const server = createServer({ cert: tls('certificate.pem'), key: tls('key.pem') });
		await once(server.listen(0, '127.0.0.1'), 'listening');
		const { port } = server.address() as AddressInfo;
		const env = {
			npm_config_registry: `https://127.0.0.1:${port}`,
			npm_config_noproxy: '127.0.0.1',
			npm_config_fetch_retries: '0',
		};
		try {
			const failing = npm(['view', 'gulp'], { cwd: scratch, hint: 'ask a friend.', env });
			await expect(failing).rejects.toThrow(/npm view gulp failed.*NODE_EXTRA_CA_CERTS=\/etc/s);
		} finally {
			server.close();
		}
	}, 30_000);
});

describe('elapsed', () => {
	it.each([
		[0, '0 s'],
		[59_400, '59 s'],
		[65_000, '1 min 05 s'],
	])('%d ms', (ms, text) => expect(elapsed(0, ms)).toBe(text));
});
