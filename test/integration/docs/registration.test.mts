// docs/getting-started.md, section 2: the very lines of the page are run by bash against the sandbox, and what they
// leave behind signs a call. Nothing is changed but the values of the first block.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SigningClient } from '../../support/client.mts';
import { type Sandbox, startSandbox } from '../../support/sandbox.mts';

const page = readFileSync(join(__dirname, '../../../docs/getting-started.md'), 'utf8');
const block = (name: string) => {
	const found = new RegExp(`<!-- register: ${name} -->\n\`\`\`bash\n([^]*?)\`\`\``).exec(page)?.[1];
	if (found === undefined) throw new Error(`docs/getting-started.md has no block "${name}"`);
	return found;
};

let sandbox: Sandbox;
let folder: string;
beforeAll(async () => {
	sandbox = await startSandbox();
	folder = await mkdtemp(join(tmpdir(), 'registration-'));
});
afterAll(async () => {
	await rm(folder, { recursive: true });
	await sandbox.stop();
});

/** The block with these values in the place of those that the page has. */
function filled(name: string, values: Record<string, string>): string {
	let text = block(name);
	for (const [variable, value] of Object.entries(values)) {
		const line = new RegExp(`^${variable}='[^']*'$`, 'm');
		expect(text).toMatch(line);
		text = text.replace(line, `${variable}='${value}'`);
	}
	return text;
}

interface Pasted {
	stdout: string;
	stderr: string;
}

/** As a terminal gets it: on stdin, line by line, in a shell without the settings of anybody. */
async function paste(text: string): Promise<Pasted> {
	const shell = spawn('bash', ['--noprofile', '--norc'], { cwd: folder });
	let [stdout, stderr] = ['', ''];
	shell.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
	shell.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
	shell.stdin.end(text);
	await once(shell, 'close');
	return { stdout, stderr };
}

const who = (change: Record<string, string> = {}) => {
	const { baseUrl, apiKey, apiSecret } = sandbox.info;
	return filled('who', { BASE_URL: baseUrl, API_KEY: apiKey, API_SECRET: apiSecret, ...change });
};
const clientOf = (keyId: string) => {
	const privateKey = readFileSync(join(folder, 'offblocks-private.pem'), 'utf8');
	return new SigningClient({ ...sandbox.info, keyId, privateKey });
};

it('are four lines', () => {
	expect(block('lines').trim().split('\n')).toHaveLength(4);
});

it('registers a key that signs a call, and the first key can be removed afterwards', async () => {
	const { stdout, stderr } = await paste(who() + block('lines'));
	expect(stderr).toBe('');
	const keyId = /^204 Key ID: ([\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12})\n$/.exec(
		stdout,
	)?.[1];
	expect(keyId).toBeDefined();
	expect(statSync(join(folder, 'offblocks-private.pem')).mode & 0o777).toBe(0o600);

	const client = clientOf(keyId!);
	expect((await client.get('/cards')).status).toBe(200);
	// The sandbox's first key is still good, until it is removed as the page says.
	const before = new SigningClient(sandbox.info);
	expect((await before.get('/cards')).status).toBe(200);
	const removal = who() + tokenLine() + filled('remove', { OLD_KEY_ID: sandbox.info.keyId });
	expect(await paste(removal)).toEqual({ stdout: '204\n', stderr: '' });
	expect((await before.get('/cards')).status).toBe(400);
	expect((await client.get('/cards')).status).toBe(200);
});

it('a wrong secret says 401 and registers nothing', async () => {
	const { stdout } = await paste(who({ API_SECRET: 'wrong' }) + block('lines'));
	expect(stdout).toMatch(/401 Key ID: \S+\n$/);
	const keyId = /Key ID: (\S+)/.exec(stdout)![1];
	expect((await clientOf(keyId).get('/cards')).status).toBe(400);
});

/** The line that logs in: who removes a key has been there before. */
function tokenLine(): string {
	const line = block('lines')
		.split('\n')
		.find((one) => one.startsWith('TOKEN='));
	return `${line}\n`;
}
