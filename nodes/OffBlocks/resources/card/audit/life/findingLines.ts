import { linesOf } from '../../changes/Baseline';
import { decodeId, encodeId, escape, unescape } from '../../changes/codec';
import { SEVERITIES, type FindingBase, type Severity } from '../types';

/** What is remembered of a finding: some 60 bytes, and 30 more where cards alone do not tell whose it is. */
export interface RememberedFinding {
	id: string;
	/** Unix milliseconds, whole minutes: the audit that found it first. */
	firstFound: number;
	severity: Severity;
	/** Whether somebody had accepted it at the time. */
	accepted: boolean;
	rule: string;
	/** Null for one about no card. */
	cardId: string | null;
	/** Absent in an audit of cards, which remembers them. */
	accountId?: string | null;
	/** Unix milliseconds, whole minutes: since when it holds; absent where not known, and in an audit of cards. */
	since?: number;
}

/** Times are kept to the minute. */
export const MINUTE = 60_000;

/** A finding as one line. */
export function packFinding(finding: RememberedFinding): string {
	const { id, firstFound, severity, accepted, rule, cardId, accountId, since } = finding;
	const line = [
		encodeId(id),
		minutesOf(firstFound),
		`${SEVERITIES.indexOf(severity)}${accepted ? 'a' : ''}`,
		escape(rule),
		encodeMaybe(cardId),
	];
	if (accountId !== undefined) {
		line.push(encodeMaybe(accountId), since === undefined ? '' : minutesOf(since));
	}
	return line.join('\t');
}

function minutesOf(at: number): string {
	return Math.floor(at / MINUTE).toString(36);
}

function encodeMaybe(id: string | null): string {
	return id === null ? '' : encodeId(id);
}

function decodeMaybe(code: string): string | null {
	return code === '' ? null : decodeId(code);
}

/** Remembered findings by their ids. It yields often. */
export function* unpackFindings(text: string): Generator<void, Map<string, RememberedFinding>> {
	const findings = new Map<string, RememberedFinding>();
	for (const line of (yield* linesOf(text)).values()) {
		const [id, minutes, state, rule, cardId, accountId, since] = line.split('\t');
		findings.set(decodeId(id), {
			id: decodeId(id),
			firstFound: parseInt(minutes, 36) * MINUTE,
			severity: SEVERITIES[Number(state[0])],
			accepted: state.endsWith('a'),
			rule: unescape(rule),
			cardId: decodeMaybe(cardId),
			...(accountId === undefined ? {} : { accountId: decodeMaybe(accountId) }),
			...(since ? { since: parseInt(since, 36) * MINUTE } : {}),
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

/**
 * What to remember of a finding that holds.
 *
 * @param whole whether also whose it is and since when, where the cards are not remembered
 */
export function remembered(
	finding: FindingBase,
	firstFound: number,
	whole: boolean,
): RememberedFinding {
	const { id, severity, rule, cardId, accountId, since, acceptance } = finding;
	const line = { id, firstFound, severity, rule, cardId, accepted: acceptance?.ended === false };
	if (!whole) return line;
	return { ...line, accountId, ...(since === null ? {} : { since: Date.parse(since) }) };
}
