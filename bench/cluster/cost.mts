// What work costs each kind of process: seconds of a core, as Linux counts them.
import type { Cluster } from '../../cluster/cluster.mts';
import type { Role } from '../../cluster/servers/Server.mts';
import { usageOf } from '../../cluster/watch/usage.mts';

/** Milliseconds of a core for one unit of work (an event, an item, a card), by kind of process. */
export type Cost = Partial<Record<Role, number>>;

export interface Measured<Result> {
	result: Result;
	/** Seconds by the clock. */
	seconds: number;
	cost: Cost;
}

/** Does the work and counts what its `units` cost. It is the caller's to wait until nothing goes on in the background. */
export async function withCost<Result>(
	{ servers }: Cluster,
	units: number,
	work: () => Promise<Result>,
): Promise<Measured<Result>> {
	const running = servers.filter((server) => server.running);
	const now = () =>
		running.map(({ pid, role }) => usageOf(pid, role === 'postgres').cpuSeconds * 1_000);
	const before = now();
	const start = performance.now();
	const result = await work();
	const seconds = (performance.now() - start) / 1_000;
	const cost: Cost = {};
	now().forEach((after, index) => {
		const { role } = running[index];
		cost[role] = (cost[role] ?? 0) + (after - before[index]) / units;
	});
	return { result, seconds, cost };
}

/** The middle one of several costs, process by process. */
export function medianCost(costs: Cost[]): Cost {
	const roles = new Set(costs.flatMap((cost) => Object.keys(cost) as Role[]));
	const middle = (role: Role) => {
		const sorted = costs.map((cost) => cost[role] ?? 0).sort((a, b) => a - b);
		return sorted[sorted.length >> 1];
	};
	return Object.fromEntries([...roles].map((role) => [role, middle(role)]));
}

/** `worker 12.3, postgres 4.0 ms`: the dearest first, and nothing under a hundredth of a millisecond. */
export function inWords(cost: Cost): string {
	const parts = Object.entries(cost)
		.filter(([, ms]) => ms >= 0.01)
		.sort(([, a], [, b]) => b - a)
		.map(([role, ms]) => `${role} ${ms < 1 ? ms.toFixed(2) : ms.toFixed(1)}`);
	return `${parts.join(', ')} ms`;
}
