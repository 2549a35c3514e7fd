// How many signed calls a second the sandbox takes, against bare P-384 verifications in the same run. The client's
// signatures are made beforehand and its processor time is not the sandbox's.
import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { promisify } from 'node:util';
import { SigningClient } from '../test/support/client.mts';
import { ownSandbox } from '../test/support/sandbox.mts';
import { median } from './support/rounds.mts';
import { sized } from './support/size.mts';

const ROUNDS = sized(5, 1);
const ROUND_MS = sized(6_000, 200);
const CONNECTIONS = 16;
/** Of `getconf CLK_TCK`, the unit of /proc/PID/stat. */
const TICK_MS = 10;

type Signed = Awaited<ReturnType<SigningClient['sign']>>;

const sandbox = await ownSandbox();
const client = new SigningClient(sandbox.info);
const path = '/cards/d0000000-0000-4000-8000-000000000501';
const signed = await Promise.all(Array.from({ length: 64 }, () => client.sign('GET', path)));
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

/** Sends one; its answer is read and left. */
const send = ({ url, headers }: Signed): Promise<void> =>
	new Promise((resolve, reject) => {
		const call = request(url, { agent, headers }, (answer) => {
			if (answer.statusCode !== 200) reject(new Error(`It answered ${answer.statusCode}`));
			answer.resume().on('end', resolve);
		});
		call.on('error', reject).end();
	});

/** So many times at once, again and again for a round. @returns how many each second */
async function perSecond(
	atOnce: number,
	work: (index: number) => Promise<unknown>,
): Promise<number> {
	const start = performance.now();
	let done = 0;
	await Promise.all(
		Array.from({ length: atOnce }, async () => {
			while (performance.now() - start < ROUND_MS) await work((done += 1));
		}),
	);
	return (done * 1000) / (performance.now() - start);
}

/** Processor time of the sandbox so far, on Linux. */
function cpuMs(): number {
	const file = `/proc/${sandbox.pid}/stat`;
	if (!existsSync(file)) return 0;
	const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const base = randomBytes(400);
const signature = sign('sha384', base, { key: privateKey, dsaEncoding: 'ieee-p1363' });
const verifyAsync = promisify(verify) as unknown as (
	hash: string,
	data: Buffer,
	how: object,
	signature: Buffer,
) => Promise<boolean>;
const bare = () =>
	verifyAsync('sha384', base, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);

const figures: Record<'calls' | 'cpu' | 'oneCore' | 'pool', number[]> = {
	calls: [],
	cpu: [],
	oneCore: [],
	pool: [],
};
await perSecond(CONNECTIONS, (index) => send(signed[index % signed.length] as Signed));
for (let round = 0; round < ROUNDS; round += 1) {
	const before = cpuMs();
	let sent = 0;
	const calls = await perSecond(CONNECTIONS, (index) => {
		sent += 1;
		return send(signed[index % signed.length] as Signed);
	});
	figures.calls.push(calls);
	figures.cpu.push((cpuMs() - before) / sent);
	figures.oneCore.push(await perSecond(1, bare));
	figures.pool.push(await perSecond(4, bare));
}
agent.destroy();
await sandbox.stop();

const shown = (values: number[], places = 0, unit = '') =>
	`${median(values).toFixed(places)}${unit} (${values.map((value) => value.toFixed(places)).join(', ')})`;
console.log(`signed calls a second, ${CONNECTIONS} at once      ${shown(figures.calls)}`);
console.log(`processor time of the sandbox for a call     ${shown(figures.cpu, 2, ' ms')}`);
console.log(`bare P-384 verifications, one at a time    ${shown(figures.oneCore)}`);
console.log(`the same, four at once (thread pool)       ${shown(figures.pool)}`);
