/**
 * A delivery that is answered with a 4xx or 5xx and starts nothing. `message` goes to the sender, so it
 * holds nothing that the sender does not know already.
 */
export class Refusal extends Error {
	override readonly name = 'Refusal';

	readonly status: number;

	readonly headers: Record<string, string>;

	constructor(status: number, message: string, headers: Record<string, string> = {}) {
		super(message);
		this.status = status;
		this.headers = headers;
	}
}
