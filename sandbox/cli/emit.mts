import axios from 'axios';
import type { EmitOptions } from './options.mts';

/**
 * Has a running sandbox send an event.
 * @returns a line saying what was queued
 * @throws Error with the sandbox's own sentence, or saying that none is running
 */
export async function emit({ type, port, accountId, cardId }: EmitOptions): Promise<string> {
	const url = `http://127.0.0.1:${port}/_sandbox/webhooks/emit`;
	const body = {
		type,
		...(accountId !== undefined && { accountId }),
		...(cardId !== undefined && { cardId }),
	};
	try {
		const { data } = await axios.post(url, body, { proxy: false, timeout: 10_000 });
		return `${type} ${data.eventId} about ${data.entity.id}, queued for ${data.subscriptions} subscription(s)`;
	} catch (error) {
		const answer = axios.isAxiosError(error)
			? (error.response?.data as { message?: string })
			: undefined;
		if (answer?.message !== undefined) throw new Error(answer.message, { cause: error });
		throw new Error(`No sandbox answers on port ${port}: ${(error as Error).message}`, {
			cause: error,
		});
	}
}
