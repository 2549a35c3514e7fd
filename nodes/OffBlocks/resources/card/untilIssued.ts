import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { ApiError, type FailureKind } from '../../api/ApiError';
import { wait } from '../../api/wait';
import { thingAsked } from '../../engine/answers';
import type { Parameters } from '../../engine/ItemParameters';
import type { SettleTools } from '../../engine/Operation';
import { plainNumber } from '../../shared/values';

/** Seconds; an hour's idempotency key outlives it, and n8n's Retry On Fail waits again. */
const LONGEST = 600;

/** Milliseconds between two looks at a card: the first, the last, and how they grow. */
const FIRST_DELAY = 1_000;
const LAST_DELAY = 10_000;
const GROWTH = 1.5;

/** Milliseconds that one look may take: the next one is not far. */
const TIMEOUT = 10_000;

export const waitField: INodeProperties = {
	displayName: 'Wait Until Issued',
	name: 'waitUntilIssued',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: LONGEST },
	default: 60,
	description: `Maximum seconds to wait while the card is "issuing" (0–${LONGEST}). With 0 the node does not wait. All items wait together. If issuing fails, the item fails. A card that is still being issued after this time is output with "stillIssuing": true.`,
};

/** How long an item wants to wait, in seconds; 0 where it does not. */
export function readWait(parameters: Parameters): number {
	const value = parameters.option('waitUntilIssued') ?? 0;
	if (value === '') return 0;
	const seconds = plainNumber(value);
	if (!Number.isInteger(seconds) || seconds < 0 || seconds > LONGEST) {
		parameters.problem(`Wait Until Issued must be a whole number from 0 to ${LONGEST}`);
	}
	return seconds;
}

/**
 * Looks at a new card, first after a second and then less and less often, until it is no longer being issued.
 *
 * @param card as it was created, or last seen
 * @returns the card as it is then, or at the end of the time
 * @throws {ApiError} where the card was not issued, or OffBlocks does not show it
 */
export async function untilIssued(
	card: IDataObject,
	seconds: number,
	{ look, stop }: SettleTools,
): Promise<IDataObject> {
	const id = String(card.id);
	const end = Date.now() + seconds * 1000;
	let seen = card;
	for (
		let delay = FIRST_DELAY;
		seen.status === 'issuing';
		delay = Math.min(delay * GROWTH, LAST_DELAY)
	) {
		const left = end - Date.now();
		if (left <= 0) break;
		await wait(Math.min(delay, left), stop);
		if (stop.aborted) break;
		seen = await lookAt(id, seen, look);
	}
	if (seen.status === 'issue_failed') throw notIssued(id);
	return seen;
}

/** Refusals that the next look will meet as well. */
const LASTING: readonly FailureKind[] = [
	'refused',
	'signatureRefused',
	'notAuthorised',
	'forbidden',
	'notOffBlocks',
	'unexpectedAnswer',
	'credential',
];

/** The card as it is now, or as it was where that cannot be seen this time. */
async function lookAt(
	id: string,
	known: IDataObject,
	look: SettleTools['look'],
): Promise<IDataObject> {
	const expects = thingAsked('card', id);
	try {
		return (await look({
			method: 'GET',
			path: `/cards/${id}`,
			timeoutMs: TIMEOUT,
			expects,
		})) as IDataObject;
	} catch (thrown) {
		const error = thrown as ApiError;
		// Not there yet (404), out of order for a moment, or the run was stopped.
		if (!LASTING.includes(error.kind) || error.transient) return known;
		throw error.with({
			message: unseen(error.message),
			advice: `The card is ${id}. Read it with Get. Running this item again would create another card, if the account can have one.`,
			details: { createdId: id },
		});
	}
}

function unseen(why: string): string {
	return `The card was created, but its status could not be read: ${why}`;
}

function notIssued(id: string): ApiError {
	return new ApiError(
		'refused',
		'OffBlocks created the card but could not issue it (issue_failed)',
		{ createdId: id, currentStatus: 'issue_failed' },
		{
			advice: `The card ${id} stays "issue_failed". This is final. Check the billing address, and that the account and the customer are active. Then create a new card, with another Idempotency Key if you use that option. If it fails again, ask OffBlocks why.`,
		},
	);
}
