import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { sharedEnvironment } from '../../../cluster/environment.mts';
import { configuration } from '../../../cluster/servers/balancer.mts';
import { n8nVersion, root } from '../../../tools/setup/places.mjs';

interface Service {
	image: string;
	command?: string | string[];
	environment?: Record<string, string>;
	volumes?: string[];
	depends_on?: Record<string, { condition: string }>;
}

const folder = join(root, 'cluster');
const { services } = parse(readFileSync(join(folder, 'docker-compose.yml'), 'utf8'), {
	merge: true,
}) as { services: Record<string, Service> };
const PROCESSES = ['main', 'worker', 'webhook'];

it.each(PROCESSES)('gives %s the environment that npm run cluster gives it', (name) => {
	expect(services[name].environment).toEqual(
		sharedEnvironment({
			database: {
				host: 'postgres',
				port: 5432,
				name: 'n8n',
				user: 'n8n',
				password: '${POSTGRES_PASSWORD:?}',
			},
			redis: { host: 'redis', port: 6379, prefix: '' },
			url: '${PUBLIC_URL:?}',
			encryptionKey: '${N8N_ENCRYPTION_KEY:?}',
		}),
	);
});

it.each([...PROCESSES, 'nodes'])('pins the n8n of %s, which has the nodes', (name) => {
	expect(services[name].image).toBe(`n8nio/n8n:${n8nVersion}`);
	expect(services[name].volumes?.some((volume) => volume.startsWith('nodes:'))).toBe(true);
});

it('starts each process by its own command, and the balancer when there is something behind it', () => {
	expect(PROCESSES.map((name) => services[name].command)).toEqual(['start', 'worker', 'webhook']);
	const ready = { condition: 'service_healthy' };
	expect(services.balancer.depends_on).toEqual({ main: ready, webhook: ready });
	expect(services.balancer.volumes?.[0]).toMatch(/^\.\/haproxy\.cfg:/);
});

it('has each secret in .env, and none in the file', () => {
	const example = readFileSync(join(folder, '.env.example'), 'utf8');
	const text = readFileSync(join(folder, 'docker-compose.yml'), 'utf8');
	const wanted = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
	expect([...wanted].filter((name) => !new RegExp(`^(# )?${name}=`, 'm').test(example))).toEqual(
		[],
	);
	expect(example).toMatch(/^N8N_ENCRYPTION_KEY=$/m);
	expect(example).toMatch(/^POSTGRES_PASSWORD=$/m);
});

const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;
(hasCompose ? it : it.skip)('is a file that docker compose takes, where that is installed', () => {
	const env = {
		...process.env,
		N8N_ENCRYPTION_KEY: 'k',
		POSTGRES_PASSWORD: 'p',
		PUBLIC_URL: 'https://u',
	};
	const checked = spawnSync('docker', ['compose', 'config', '--quiet'], {
		cwd: folder,
		env,
		encoding: 'utf8',
	});
	expect(checked.stderr).toBe('');
	expect(checked.status).toBe(0);
});

it('gives HAProxy the same configuration in both, but for the addresses', () => {
	const users = readFileSync(join(folder, 'haproxy.cfg'), 'utf8').split('\n');
	const ours = configuration(5678, { main: 1001, webhooks: [1002, 1003] }, '/tmp/socket').split(
		'\n',
	);
	expect(
		users.filter((line) => !ours.includes(line)).every((line) => line.includes('# address')),
	).toBe(true);
	expect(ours.filter((line) => !users.includes(line))).toEqual([
		'\tstats socket /tmp/socket mode 600 level user',
		'\tbind 127.0.0.1:5678',
		'\tserver main 127.0.0.1:1001',
		'\tserver webhook-1 127.0.0.1:1002',
		'\tserver webhook-2 127.0.0.1:1003',
	]);
});
