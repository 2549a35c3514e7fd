/**
 * What is wrong with a credential, or with what it is asked to sign, in words for the person who set it up.
 *
 * n8n shows `message` alone in the credential's dialog, so it has it all: what happened, and what to do. A node shows
 * `headline` above and `advice` below. None of them may hold a secret or a Node.js error code, nor may the error have
 * a `code`: n8n replaces a message that contains the one (ECONNREFUSED …), or stands beside the other, with a text of
 * its own.
 */
export class CredentialError extends Error {
	override readonly name = 'CredentialError';

	readonly headline: string;

	readonly advice: string;

	/** Whether the same may work on a second try. */
	readonly transient: boolean;

	constructor(headline: string, advice: string, transient = false) {
		super(`${headline}. ${advice}`);
		this.headline = headline;
		this.advice = advice;
		this.transient = transient;
	}
}
