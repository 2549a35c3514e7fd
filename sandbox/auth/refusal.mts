import { type RequestDescriptor, SignatureErrorCode } from 'http-message-sig';
import { type RefusalReason, SignatureRefusal } from '../http/errors.mts';
import { type Claim, labelsOf } from './claim.mts';

/** What did not verify of a signature, in one sentence. */
export const refuse = (reason: RefusalReason, sentence: string) =>
	new SignatureRefusal(reason, `Signature did not verify: ${sentence}`);

const clockSays = (now: number) => `by the sandbox’s clock, ${new Date(now * 1000).toISOString()}`;
export const expired = (expires: number | undefined, now: number) =>
	refuse('clock', `it expired ${(now - (expires ?? now)).toFixed(1)} s ago ${clockSays(now)}`);

/** The library's own words, and what it does not say: by how much the clocks differ, and which labels there are. */
export function refusalFor(
	{ code, message }: { code: string; message: string },
	claim: Claim,
	{ fields }: RequestDescriptor,
	now: number,
	algorithm: string,
): SignatureRefusal {
	const { created = now, expires } = claim;
	if (message === 'Signature was created in the future') {
		const seconds = (created - now).toFixed(1);
		return refuse('clock', `it was created ${seconds} s in the future ${clockSays(now)}`);
	}
	if (message === 'Signature has expired') return expired(expires, now);
	const missing = /^Missing field (.+)$/.exec(message)?.[1];
	if (missing === 'signature' || missing === 'signature-input') {
		const header = missing === 'signature' ? 'Signature' : 'Signature-Input';
		return refuse('missing_header', `the ${header} header is missing`);
	}
	if (missing !== undefined)
		return refuse('missing_header', `the header ${missing} is covered, and is not there`);
	if (code === SignatureErrorCode.LabelMismatch) {
		const signatures = labelsOf(
			fields.filter(({ name }) => name === 'signature').map(({ value }) => value),
		);
		return refuse(
			'malformed',
			`Signature has the label ${signatures.join(', ')}, Signature-Input ${claim.labels.join(', ')}; they must be the same`,
		);
	}
	if (code === SignatureErrorCode.LabelRequired) {
		const count = claim.labels.length;
		return refuse('malformed', `${count} signatures came (${claim.labels.join(', ')}); one is due`);
	}
	if (/component/i.test(message)) return refuse('component', message);
	if (/^Algorithm /.test(message)) return refuse('parameter', `${message}; ${algorithm} is due`);
	if (/parameter|algorithm/i.test(message)) return refuse('parameter', message);
	return refuse('malformed', message);
}
