import type { AxiosResponse } from 'axios';
import type { CallRecord } from '../../sandbox/calls.mts';
import type { Sandbox } from '../support/sandbox.mts';

/** The newest call's record: what the sandbox keeps to itself about a refusal. */
export async function lastCall({ admin }: Sandbox): Promise<CallRecord> {
	const { data } = await admin.get<CallRecord[]>('/calls');
	const last = data.at(-1);
	if (!last) throw new Error('No call was made');
	return last;
}

/** Expects what the vendor's library says to a bad signature, and the reason and sentence in the call's record alone. */
export async function expectRefusal(
	sandbox: Sandbox,
	response: AxiosResponse,
	reason: string,
	sentence: string,
): Promise<void> {
	const { refusal, error, status } = await lastCall(sandbox);
	expect([refusal, error]).toEqual([reason, expect.stringContaining(sentence)]);
	expect([response.status, status]).toEqual([400, 400]);
	expect(response.headers['content-type']).toMatch(/^text\/plain/);
	expect(response.data).toBe('invalid required signature');
}
