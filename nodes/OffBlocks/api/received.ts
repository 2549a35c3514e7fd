import { noteServerDate } from '../shared/serverClock';
import { cameInClear } from './foreign';
import type { RawResponse } from './RawResponse';
import type { Sent } from './Sent';

/** An answer, the moment its headers are there: what it says of the time is noted, unless it is a proxy's. */
export function received(answer: RawResponse, sent: Sent): RawResponse {
	const receivedAt = Date.now();
	const { headers = {} } = answer;
	const address = String(sent.options?.url ?? '');
	if (URL.canParse(address) && !cameInClear(answer, sent)) {
		noteServerDate(new URL(address).origin, headers.date, receivedAt);
	}
	return { ...answer, headers, receivedAt };
}
