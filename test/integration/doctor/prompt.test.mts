// npm run doctor at a terminal (util-linux `script` makes one): it asks, and what is typed as a secret is not shown.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../support/sandbox.mts';
import { root } from './support.mts';

let sandbox: Sandbox;
let folder: string;
beforeAll(async () => {
	sandbox = await startSandbox();
	folder = await mkdtemp(join(tmpdir(), 'doctor-'));
});
afterAll(async () => {
	await sandbox.stop();
	await rm(folder, { recursive: true });
});

/** Types each answer once its question is on the screen; resolves to all that was on the screen. */
async function converse(answers: Record<string, string>): Promise<string> {
	const command = `${process.execPath} doctor/main.mts`;
	const env = Object.entries(process.env).filter(([name]) => !name.startsWith('OFFBLOCKS_'));
	const terminal = spawn('script', ['-qec', command, '/dev/null'], {
		cwd: root,
		env: Object.fromEntries(env),
	});
	let screen = '';
	const pending = Object.entries(answers);
	terminal.stdout.setEncoding('utf8').on('data', (chunk: string) => {
		screen += chunk;
		const [question, answer] = pending[0] ?? [];
		if (question === undefined || !screen.includes(question)) return;
		pending.shift();
		// The question is printed before the terminal is told not to echo.
		setTimeout(() => terminal.stdin.write(`${answer}\r`), 200);
	});
	await once(terminal, 'close');
	expect(pending).toEqual([]);
	return screen;
}

it('asks for what it needs and shows no secret', async () => {
	const { baseUrl, apiKey, apiSecret, keyId, privateKey } = sandbox.info;
	const file = join(folder, 'offblocks-private.pem');
	writeFileSync(file, privateKey);
	const screen = await converse({
		'Environment (': baseUrl,
		'API key (not shown)': apiKey,
		'API secret (not shown)': apiSecret,
		'Key ID: ': keyId,
		'File of the private key: ': file,
	});
	expect(screen).toContain('The credential works');
	expect(screen).toContain(keyId); // shown as it is typed: the terminal does echo
	expect(screen.includes(apiKey)).toBe(false);
	expect(screen.includes(apiSecret)).toBe(false);
});
