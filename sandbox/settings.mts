/** What nobody outside knows of the vendor's API, and what a test wants otherwise: read at every call, changed at any time. */

/** The first of each list is the default; the command line and the admin route take the same names. */
export const CHOICES = {
	/** Answer to a missing, bad, expired or future signature: what the vendor's library says, or JSON. */
	signatureRefusal: ['text400', 'json401'],
	/** Shape of every other error body. */
	errorBody: ['message', 'text', 'empty', 'nested'],
	/** Whether deliveries are signed, and with a digest of the body. */
	deliverySignature: ['signed', 'digest', 'none'],
	/** Whether a repeated delivery is signed again. */
	deliveryRetrySignature: ['anew', 'same'],
	/** Status for a second card of one type on an account. */
	secondCard: [400, 409],
} as const;
export type Choice = keyof typeof CHOICES;

/** Components that a delivery has, separated by spaces; '' is none at all. */
const COMPONENT = '(?:@method|@authority|@path|@query|@request-target|content-type|content-digest)';
export const DELIVERY_COMPONENTS = new RegExp(`^(?:${COMPONENT}(?: ${COMPONENT})*)?$`);

export type Settings = { [Name in Choice]: (typeof CHOICES)[Name][number] } & {
	/** Seconds a new token lives. */
	tokenTtl: number;
	/** Webhook retries run this many times faster than the vendor's. */
	speed: number;
	/** Milliseconds of real time that each step takes which the API takes by itself: screening, deploying, capturing. */
	stepMs: number;
	/** Components that a delivery's signature covers, separated by spaces; '' none; null as `deliverySignature` says. */
	deliveryComponents: string | null;
	/** Seconds by which the sandbox's clock is ahead of this machine's. */
	clockOffset: number;
	/** Seconds that the sandbox's clock gains in each second, from the moment it is set. */
	clockDrift: number;
};

/** As a sandbox is started: without `clockOffset` the clock is where the data file left it. */
export type StartSettings = Omit<Settings, 'clockOffset'> & { clockOffset?: number };

export const START_SETTINGS: Readonly<StartSettings> = {
	signatureRefusal: 'text400',
	errorBody: 'message',
	deliverySignature: 'signed',
	deliveryRetrySignature: 'anew',
	secondCard: 400,
	tokenTtl: 3600,
	speed: 1,
	stepMs: 20,
	deliveryComponents: null,
	clockDrift: 0,
};

export const DEFAULT_SETTINGS: Readonly<Settings> = { ...START_SETTINGS, clockOffset: 0 };
