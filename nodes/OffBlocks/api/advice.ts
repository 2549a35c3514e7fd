import type { ApiError, FailureDetails, FailureKind } from './ApiError';

/**
 * Who called the API, and so what there is to set: only the action node has options for its calls. `agent` is a
 * model that reads what its tool answered.
 */
export type Surface = 'action' | 'agent' | 'trigger' | 'picker';

const AGAIN: Record<Surface, string> = {
	action: 'run the node again',
	agent: 'call the tool again',
	trigger: 'publish the workflow again',
	picker: 'open the list again',
};

/** What to do about a failed call, in words that name only what the caller has. */
export function adviceFor(error: ApiError, surface: Surface): string {
	const { kind, details, advice } = error;
	const { requestId } = details;
	const known = advice ?? doubt(kind, details, surface) ?? ADVICE[kind](details, surface, error);
	const isPersons = surface === 'agent' && FOR_A_PERSON.includes(kind);
	const words = isPersons ? `${known} ${PERSON}` : known;
	if (!requestId) return words;
	const id = surface === 'agent' ? JSON.stringify(requestId) : requestId;
	return `${words} Request ID for OffBlocks support: ${id}`;
}

/** What no argument of a tool can change. */
const FOR_A_PERSON: readonly FailureKind[] = [
	'signatureRefused',
	'notAuthorised',
	'forbidden',
	'unreachable',
	'notOffBlocks',
	'unexpectedAnswer',
	'credential',
];
const PERSON = 'Only a person can do that: say so, and do not call the tool again for it.';

/** How to go on where a write may have been carried out: running it anew by hand derives another key. */
function doubt(kind: FailureKind, details: FailureDetails, surface: Surface): string | undefined {
	if (!details.mayHaveTakenEffect) return undefined;
	if (surface === 'agent') {
		return 'It may have been carried out. Look it up before you try again: another call is another write, and could do it twice. If you cannot look it up, tell the person that it is not known.';
	}
	if (surface !== 'action') return 'Try again: if the subscription was created, it will be found.';
	if (kind === 'keyReused') {
		return 'Check first whether the write was carried out: the same key was sent before with other values (an expression such as $now gives new ones each time). With another key it could be carried out twice.';
	}
	const { idempotencyKey, code } = details;
	return `Check whether it was carried out, or run it again with the same idempotency key: OffBlocks then carries it out only once. n8n's "Retry On Fail" does that by itself. A new execution, including one started with n8n's Retry button, uses other keys. In that case run this item alone, within the hour, with the option Idempotency Key set to ${idempotencyKey}${inBrackets(code)}.`;
}

type Advice = (details: FailureDetails, surface: Surface, error?: ApiError) => string;

const later: Advice = ({ code }, surface) =>
	`Wait a moment and ${AGAIN[surface]}${inBrackets(code)}.`;

const ADVICE: Record<FailureKind, Advice> = {
	refused: (_, surface) => `Fix this and ${AGAIN[surface]}.`,
	signatureRefused: (details, _, error) => `${clocks(details, error)} ${keys(details)}`,
	notAuthorised: ({ clockAhead }, _, error) =>
		`Open the credential, which makes n8n test it. If that test fails too, check that the Key ID belongs to this private key, that both belong to the chosen environment, and that your access token, if you entered one, has not expired.${clockAhead === undefined ? '' : ` ${clocks({ clockAhead }, error)}`}`,
	forbidden: () => 'Ask OffBlocks whether these API credentials are allowed to do this.',
	notFound: (_, surface) =>
		surface === 'agent'
			? 'There is nothing with this ID. Look the ID up with a tool that lists, or ask for it; do not guess one.'
			: surface === 'action'
				? "Check the ID, and that it belongs to the credential's environment: sandbox and production do not share cards or accounts."
				: 'Check the environment or Base URL of the credential.',
	conflict: () =>
		'Check its current state: either the state does not allow this, or it exists already.',
	keyInFlight: () =>
		'Either an earlier attempt with the same idempotency key is still in progress, or the current state does not allow this. Check its current state.',
	keyReused: (_, surface) =>
		surface === 'action'
			? 'This Idempotency Key was used for another write within the last hour. If that was the same write with other values, check whether it was carried out. Otherwise use a different key for each write.'
			: later({}, surface),
	slowDown: (_, surface) =>
		surface === 'action'
			? 'Run the node again later, or set the option Requests per Second or a lower Concurrency.'
			: later({}, surface),
	serverTrouble: later,
	noAnswer: ({ code }, surface) =>
		surface === 'action'
			? `Run the node again. To wait longer or retry more often, change the options Timeout and Max Retries${inBrackets(code)}.`
			: later({ code }, surface),
	unreachable: ({ code }) =>
		`Nothing was sent. Check the environment or Base URL of the credential, and that this n8n is allowed to connect to it, through a proxy if there is one${inBrackets(code)}.`,
	notOffBlocks: ({ status }) =>
		status === 407
			? "The proxy between n8n and OffBlocks asks for a user name and password. Check n8n's proxy settings."
			: 'Check the proxy or gateway between n8n and OffBlocks, and the Base URL of the credential. The API key and the signing key are not the cause.',
	unexpectedAnswer: () =>
		'The cause may be a proxy between n8n and OffBlocks, or a wrong Base URL in the credential.',
	credential: () => 'Open the OffBlocks credential, which makes n8n test it.',
	outside: () =>
		'Nothing was changed. Look up with a tool that lists what it can reach, do not guess IDs, and leave the rest to a person: only a person can change "Only These Accounts" in this node.',
	cancelled: () => 'Requests sent before that may have been carried out.',
	notSent: () => 'The run was stopped before this point.',
	unforeseen: () => 'If this keeps happening, please report it and describe what you did before.',
};

/** From this many seconds on the clocks do not agree; less is the rounding of the Date header and the way. */
const AGREE = 2;

function clocks({ clockAhead }: FailureDetails, error?: ApiError): string {
	if (clockAhead === undefined)
		return 'The response has no date, so the clocks could not be compared.';
	const seconds = Math.abs(clockAhead);
	if (seconds < AGREE) return "This machine's clock agrees with OffBlocks' clock.";
	const side = clockAhead > 0 ? 'ahead of' : 'behind';
	const known = `This machine's clock is ${seconds} s ${side} OffBlocks' clock`;
	return error?.mayBeTheClock
		? `${known}, so the signature had the wrong date. Synchronize the clock with a time server (NTP).`
		: `${known}. The signature was dated by OffBlocks' clock, so that is not the cause.`;
}

function keys({ keyId }: FailureDetails): string {
	const used = keyId === undefined ? 'The Key ID' : `The Key ID used is ${keyId}: it`;
	return `${used} must be registered with OffBlocks, in the credential's environment, with the public key that belongs to this Private Key. Open the credential, which makes n8n test it.`;
}

function inBrackets(code: string | undefined): string {
	return code ? ` (${code})` : '';
}
