// n8n's own figures about a process: /metrics, in Prometheus' text format.
import axios from 'axios';

export interface Metrics {
	/** Bytes of V8's heap in use. */
	heap: number | undefined;
	/** libuv's open handles: timers, sockets, servers, child processes. */
	handles: number | undefined;
	/** Executions that this process has finished. */
	executions: number | undefined;
}

const NAMES = {
	heap: 'n8n_nodejs_heap_size_used_bytes',
	handles: 'n8n_nodejs_active_handles_total',
	executions: 'n8n_workflow_execution_duration_seconds_count',
};

/** Of the n8n process at this address; `undefined` where it does not say, or does not answer. */
export async function metricsOf(url: string): Promise<Metrics> {
	const text = await axios
		.get<string>(`${url}/metrics`, { proxy: false, timeout: 5_000, responseType: 'text' })
		.then(({ data }) => data)
		.catch(() => '');
	return {
		heap: sumOf(text, NAMES.heap),
		handles: sumOf(text, NAMES.handles),
		executions: sumOf(text, NAMES.executions),
	};
}

/** The sum of a metric over all its labels. */
export function sumOf(text: string, name: string): number | undefined {
	const lines = text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'gm'));
	const values = [...lines].map(([, value]) => Number(value));
	return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) : undefined;
}
