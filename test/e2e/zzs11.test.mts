import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { startLiveTrigger } from '../support/liveTrigger.mts';
import { webhook } from '../../cluster/chain.mts';
import { eventually } from '../support/eventually.mts';
const cpu = (pid: number) => {
	const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
	return (Number(f[11]) + Number(f[12])) * 10;
};
it('s11', async () => {
	const live = await startLiveTrigger();
	const w = await live.newWorkflow();
	await live.client.activate(w);
	const [sub] = await live.untilSubscribed(1);
	const ours = String((sub as any).callbackUrl).replace(/\?.*/, '');
	const path = randomUUID();
	const part = webhook('Hook', path);
	const other = await live.client.createWorkflow({ name: 'x', nodes: [{ ...part, id: 'a', position: [0, 0], typeVersion: 2, parameters: { httpMethod: 'POST', path, options: { ipWhitelist: '10.9.9.9' } } } as any], connections: {} });
	await live.client.activate(other);
	const theirs = `${live.n8n.url}/webhook/${path}`;
	const post = async (u: string) => (await fetch(u, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"eventId":"x"}' })).status;
	await eventually(async () => expect(await post(theirs)).toBe(403));
	const out: string[] = [];
	for (let round = 0; round < 3; round++) for (const [name, u] of [['ours', ours], ['theirs', theirs], ['none', `${live.n8n.url}/webhook/nothing`]] as const) {
		const before = cpu(live.n8n.pid);
		let status = 0;
		for (let i = 0; i < 150; i++) status = await post(u);
		out.push(`${name} ${status} ${(cpu(live.n8n.pid) - before) / 150} ms CPU`);
	}
	require('node:fs').writeFileSync('/tmp/s11.txt', out.join('\n'));
	await live.stop();
});
