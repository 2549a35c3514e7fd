// One look at every process of a cluster.
import type { Cluster } from '../cluster.mts';
import type { N8nServer } from '../n8n-server.mts';
import type { Target } from '../servers/balancer.mts';
import type { Server } from '../servers/Server.mts';
import { type Metrics, metricsOf } from './metrics.mts';
import { type Usage, usageOf } from './usage.mts';

export interface Counts {
	calls: number;
	cards: number;
	deliveries: Record<'pending' | 'delivered' | 'dropped', number>;
}

export interface ProcessSample extends Usage, Partial<Metrics> {
	name: string;
	role: Server['role'];
	pid: number;
	running: boolean;
}

export interface Sample {
	/** Unix milliseconds. */
	at: number;
	processes: ProcessSample[];
	/** What could not be asked, because it is down just now, is undefined. */
	jobs: { waiting: number; active: number } | undefined;
	targets: Target[] | undefined;
	counts: Counts | undefined;
}

export async function takeSample(cluster: Cluster): Promise<Sample> {
	const none = () => undefined;
	const [processes, jobs, targets, counts] = await Promise.all([
		Promise.all(cluster.servers.map(sampleOf)),
		cluster.queue.jobs().catch(none),
		cluster.balancer.targets().catch(none),
		countsOf(cluster).catch(none),
	]);
	return { at: Date.now(), processes, jobs, targets, counts };
}

/** The sandbox's own counts. */
export async function countsOf({ sandbox }: Cluster): Promise<Counts> {
	return (await sandbox.admin.get<Counts>('/counts')).data;
}

async function sampleOf(server: Server): Promise<ProcessSample> {
	const { name, role, pid, running } = server;
	// PostgreSQL has a process for each connection.
	const usage = usageOf(pid, role === 'postgres');
	return {
		name,
		role,
		pid,
		running,
		...usage,
		...(isN8n(server) && (await metricsOf(server.url))),
	};
}

function isN8n(server: Server): server is N8nServer {
	return ['main', 'worker', 'webhook'].includes(server.role);
}
