// What `npm start` runs once all is installed: started, stopped and started again with both its ports taken.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OWNER } from '../../demo/words.mts';
import { freePort } from '../../tools/ports.mts';
import { N8nClient } from '../support/n8n.mts';
import { itInTurn } from '../support/volume.mts';

const ROOT = join(__dirname, '..', '..');
const dataHome = mkdtempSync(join(tmpdir(), 'offblocks-demo-'));
const opened: Demo[] = [];
const taken: Server[] = [];

interface Demo {
	process: ChildProcess;
	/** The editor's address, without a path. */
	url: string;
	/** Id of the workflow whose address was printed. */
	workflowId: string;
	password: string;
	/** Base URL of its sandbox. */
	baseUrl: string;
}

afterAll(async () => {
	for (const { process: demo } of opened) if (demo.exitCode === null) await stop(demo, 'SIGTERM');
	for (const server of taken) server.close();
	rmSync(dataHome, { recursive: true, force: true });
});

/** Starts the demo and reads what it tells a person to do. */
async function openDemo(port: number): Promise<Demo> {
	const child = spawn(process.execPath, ['demo/run.mts', '--port', String(port)], {
		cwd: ROOT,
		env: { ...process.env, XDG_DATA_HOME: dataHome, TZ: 'Asia/Tokyo' },
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let text = '';
	await new Promise<void>((resolve, reject) => {
		child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
			text += chunk;
			if (text.includes('Ctrl-C stops everything')) resolve();
		});
		child.once('exit', (code) => reject(new Error(`The demo ended with ${code}:\n${text}`)));
	});
	const [, url, workflowId] = /Open\s+(http:\S+?)\/workflow\/(\S+)/.exec(text) ?? [];
	const [, password] = /Password\s+(\S+)/.exec(text) ?? [];
	const [, baseUrl] = /Local Base URL (\S+),/.exec(text) ?? [];
	const demo = { process: child, url, workflowId, password, baseUrl } as Demo;
	opened.push(demo);
	return demo;
}

async function stop(demo: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
	const ended = once(demo, 'exit');
	demo.kill(signal);
	const [code] = (await ended) as [number | null];
	return code;
}

/** Logs in as told, and runs the workflow as told: what is in n8n, and how the run ended. */
async function followTheWords(demo: Demo) {
	const client = new N8nClient(demo.url);
	await client.enter({ ...OWNER, password: demo.password });
	const execution = await client.runToEnd(await client.workflow(demo.workflowId), 'Click to start');
	return {
		status: execution.status,
		timeZone: await timeZoneOf(client),
		credentials: (await client.credentials()).map(({ name }) => name),
		workflows: (await client.workflows()).map(({ id }) => id).sort(),
	};
}

/** Who is not logged in is not told. */
async function timeZoneOf({ url, cookie }: N8nClient): Promise<string> {
	const answer = await fetch(`${url}/rest/settings`, { headers: { cookie } });
	const { data } = (await answer.json()) as { data: { timezone: string } };
	return data.timezone;
}

async function take(url: string): Promise<void> {
	const server = createServer().listen(Number(new URL(url).port), '127.0.0.1');
	await once(server, 'listening');
	taken.push(server);
}

const answers = (url: string) =>
	fetch(url).then(
		() => true,
		() => false,
	);

itInTurn('the demo')(
	'is furnished, stops as a whole, and goes on where it left, on other ports where its own are taken',
	async () => {
		const port = await freePort();
		const first = await openDemo(port);
		expect(first.url).toBe(`http://127.0.0.1:${port}`);
		const before = await followTheWords(first);
		expect(before).toMatchObject({
			status: 'success',
			// The machine's, so that "every morning at eight" is eight where the person is.
			timeZone: 'Asia/Tokyo',
			credentials: ['OffBlocks sandbox'],
		});
		expect(before.workflows).toContain(first.workflowId);

		await expect(openDemo(port)).rejects.toThrow(`The demo is already running at ${first.url}`);

		expect(await stop(first.process, 'SIGINT')).toBe(0);
		expect(await Promise.all([first.url, first.baseUrl].map(answers))).toEqual([false, false]);

		await Promise.all([first.url, first.baseUrl].map(take));
		const second = await openDemo(port);
		expect(second.url).not.toBe(first.url);
		expect(second.baseUrl).not.toBe(first.baseUrl);
		expect(second.password).toBe(first.password);
		// The same credential and workflows, pointed at the sandbox's new port: the run would fail otherwise.
		expect(await followTheWords(second)).toEqual(before);
		expect(await stop(second.process, 'SIGTERM')).toBe(0);
	},
);
