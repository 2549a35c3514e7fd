// The API's bad day: a tenth of the calls about cards meets trouble, for as long as the soak lasts.
import type { AxiosInstance } from 'axios';

const TROUBLES = [
	{ kind: 'status', status: 429, retryAfter: 1 },
	{ kind: 'status', status: 500 },
	{ kind: 'reset-before' },
	{ kind: 'reset-after' },
	{ kind: 'latency', latencyMs: 500 },
];
const SHARE_OF_EACH = 0.02;

export async function makeTrouble(admin: AxiosInstance): Promise<void> {
	for (const trouble of TROUBLES) {
		const where = { path: '^/v1/(cards|accounts)', times: 1_000_000_000 };
		await admin.post('/faults', { ...trouble, ...where, probability: SHARE_OF_EACH });
	}
	// Each delivery comes twice in five, and neighbours change places.
	await admin.put('/settings', { webhooks: { duplicate: 0.2, reorder: true } });
}

/** How many calls met trouble. */
export async function troublesMet(admin: AxiosInstance): Promise<number> {
	const { data } = await admin.get<{ hits: number }[]>('/faults');
	return data.reduce((sum, { hits }) => sum + hits, 0);
}
