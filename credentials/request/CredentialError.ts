/**
 * What is wrong with a credential, or with what it is asked to sign, in words for the person who set it up.
 * n8n shows `message` as the headline and `description` below it. Neither may hold a secret, nor a Node.js
 * error code: n8n replaces a message that contains one (ECONNREFUSED …) with a text of its own.
 */
export class CredentialError extends Error {
	override readonly name = 'CredentialError';

	readonly description: string;

	/** Whether the same may work on a second try. */
	readonly transient: boolean;

	constructor(message: string, description: string, transient = false) {
		super(message);
		this.description = description;
		this.transient = transient;
	}
}
