// HAProxy before main and the webhook processors, by the configuration that users get.
import { createConnection } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startChild } from '../../tools/child.mts';
import { untilReady } from '../../tools/n8n.mts';
import { root } from '../../tools/setup/places.mjs';
import { findPrograms } from './binaries.mts';
import { type Server, serve } from './Server.mts';

export interface Targets {
	/** Port of n8n's main process. */
	main: number;
	/** Ports of the webhook processors. */
	webhooks: number[];
}

/** What HAProxy knows of one server behind it. */
export interface Target {
	/** e.g. `webhook-1` */
	name: string;
	/** Whether its health check lets it get requests. */
	up: boolean;
	/** Answers by their first digit: 2xx, 4xx, 5xx. */
	answers: Record<'2xx' | '4xx' | '5xx', number>;
}

export interface Balancer extends Server {
	/** The servers behind it, as it sees them now. */
	targets(): Promise<Target[]>;
}

interface Options {
	port: number;
	targets: Targets;
	folder: string;
	onLine(line: string): void;
}

/** Starts it on `port`; it takes a server for ready until the first check says otherwise, so start it last. */
export async function startBalancer(options: Options): Promise<Balancer> {
	const { haproxy } = await findPrograms('haproxy');
	const socket = join(options.folder, 'haproxy.sock');
	const launch = async (port: number) => {
		const file = join(options.folder, 'haproxy.cfg');
		writeFileSync(file, configuration(port, options.targets, socket));
		const child = await startChild({
			name: 'HAProxy',
			command: haproxy,
			args: ['-db', '-f', file],
			onLine: options.onLine,
		});
		await untilReady(child, () =>
			targetsOf(socket).then(
				(targets) => targets.length === 1 + options.targets.webhooks.length,
				() => false,
			),
		);
		return child;
	};
	const server = await serve('balancer', 'balancer', launch, { port: options.port });
	return Object.assign(server, { targets: () => targetsOf(socket) });
}

/** cluster/haproxy.cfg with the addresses of this cluster. */
export function configuration(port: number, { main, webhooks }: Targets, socket: string): string {
	const servers = webhooks.map((one, index) => `\tserver webhook-${index + 1} 127.0.0.1:${one}`);
	const own: [RegExp, string][] = [
		[/^\tmaxconn .*$/m, `$&\n\tstats socket ${socket} mode 600 level user`],
		[/^resolvers .* # address\n.* # address\n/m, ''],
		[/^\tbind .* # address$/m, `\tbind 127.0.0.1:${port}`],
		[/^\tserver main .* # address$/m, `\tserver main 127.0.0.1:${main}`],
		[/^\tserver-template webhook .* # address$/m, servers.join('\n')],
	];
	let text = readFileSync(join(root, 'cluster', 'haproxy.cfg'), 'utf8');
	for (const [line, replacement] of own) {
		if (!line.test(text)) throw new Error(`cluster/haproxy.cfg has no line like ${line.source}`);
		text = text.replace(line, replacement);
	}
	return text;
}

/** `show stat` of HAProxy's runtime API, one CSV line a server (management guide, 9.1). */
async function targetsOf(socket: string): Promise<Target[]> {
	const connection = createConnection(socket);
	connection.end('show stat -1 4 -1\n');
	const [header, ...lines] = (await text(connection)).trim().split('\n');
	const names = header.replace(/^# /, '').split(',');
	return lines.map((line) => {
		const values = line.split(',');
		const value = (name: string) => values[names.indexOf(name)] ?? '';
		return {
			name: value('svname'),
			up: value('status').startsWith('UP'),
			answers: {
				'2xx': Number(value('hrsp_2xx')),
				'4xx': Number(value('hrsp_4xx')),
				'5xx': Number(value('hrsp_5xx')),
			},
		};
	});
}
