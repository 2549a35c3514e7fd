/**
 * A delivery that is answered with a 4xx or 5xx and starts nothing. `message` goes to the sender and into
 * n8n's log, so it holds nothing that the sender does not know already, and no token or signature.
 */
export class Refusal extends Error {
	override readonly name = 'Refusal';

	readonly status: number;

	readonly headers: Record<string, string>;

	/** What the log says beside the message, and the sender does not hear. */
	readonly reason?: string;

	constructor(
		status: number,
		message: string,
		{ headers = {}, reason }: { headers?: Record<string, string>; reason?: string } = {},
	) {
		super(message);
		this.status = status;
		this.headers = headers;
		this.reason = reason;
	}
}

/** The answer where it is us, or OffBlocks, who cannot judge a delivery now: it comes again. */
export function retryLater(message: string, why: unknown): Refusal {
	const reason = why instanceof Error ? why.message : String(why ?? '');
	return new Refusal(503, message, { reason });
}
