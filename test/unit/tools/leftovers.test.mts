import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../../../tools/child.mts';
import { root } from '../../../tools/setup/places.mjs';
import { withoutLeftovers } from '../../support/leftovers.mjs';

/** Starts a child as the tests do, says its id, and waits. */
const SCRIPT = `
const { startChild } = await import(${JSON.stringify(join(root, 'tools', 'child.mts'))});
const child = await startChild({ name: 'a child', command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'] });
console.log(child.pid);
setInterval(() => {}, 1000);
`;

it('ends what a killed test run had started', async () => {
	let pid = 0;
	await withoutLeftovers(async (groups) => {
		const run = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT], {
			env: { ...process.env, ...groups },
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		pid = await new Promise((resolve) => run.stdout.once('data', (data) => resolve(Number(data))));
		run.kill('SIGKILL');
		await new Promise((resolve) => run.once('close', resolve));
		expect(isAlive(pid)).toBe(true);
	});
	for (const end = Date.now() + 10_000; isAlive(pid) && Date.now() < end;) await sleep(20);
	expect(isAlive(pid)).toBe(false);
});
