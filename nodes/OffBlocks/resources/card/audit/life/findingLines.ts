import { linesOf } from '../../changes/Baseline';
import { decodeId, encodeId, escape, unescape } from '../../changes/codec';
import { SEVERITIES, type Finding, type Severity } from '../types';

/** What is remembered of a finding: some 60 bytes. */
export interface RememberedFinding {
	id: string;
	/** Unix milliseconds, whole minutes: the audit that found it first. */
	firstFound: number;
	severity: Severity;
	/** Whether somebody had accepted it at the time. */
	accepted: boolean;
	rule: string;
	cardId: string;
}

/** Times are kept to the minute. */
export const MINUTE = 60_000;

/** A finding as one line. */
export function packFinding(finding: RememberedFinding): string {
	const { id, firstFound, severity, accepted, rule, cardId } = finding;
	return [
		encodeId(id),
		Math.floor(firstFound / MINUTE).toString(36),
		`${SEVERITIES.indexOf(severity)}${accepted ? 'a' : ''}`,
		escape(rule),
		encodeId(cardId),
	].join('\t');
}

/** Remembered findings by their ids. It yields often. */
export function* unpackFindings(text: string): Generator<void, Map<string, RememberedFinding>> {
	const findings = new Map<string, RememberedFinding>();
	for (const line of (yield* linesOf(text)).values()) {
		const [id, minutes, state, rule, cardId] = line.split('\t');
		findings.set(decodeId(id), {
			id: decodeId(id),
			firstFound: parseInt(minutes, 36) * MINUTE,
			severity: SEVERITIES[Number(state[0])],
			accepted: state.endsWith('a'),
			rule: unescape(rule),
			cardId: decodeId(cardId),
		});
		yield;
	}
	return findings;
}

/** Lines as one text. It yields often: joining 100,000 at once takes its time. */
export function* joinLines(lines: Iterable<string>): Generator<void, string> {
	let text = '';
	for (const line of lines) {
		text += text ? `\n${line}` : line;
		yield;
	}
	return text;
}

/** What to remember of a finding that holds. */
export function remembered(finding: Finding, firstFound: number): RememberedFinding {
	const { id, severity, rule, cardId, acceptance } = finding;
	return { id, firstFound, severity, rule, cardId, accepted: acceptance?.ended === false };
}
