import { plainLine } from '../../../../shared/plainLine';
import type { FindingBase } from '../types';
import { byNews, sinceLast, type AuditContent, type AuditWords } from './auditPage';
import {
	dayWords,
	environmentWords,
	lastFour,
	minuteWords,
	severityWords,
	untilWords,
} from './words';

/** How many of each kind are told: a chat message is read on a phone. */
const MAX_FINDINGS = 10;
const MAX_OTHERS = 5;
const MAX_TEXT = 200;

/** What chats and mail programs take for markup, mentions or links, and a sign that looks alike. */
const LOOK_ALIKES: Record<string, string> = {
	'<': '‹',
	'>': '›',
	'[': '(',
	']': ')',
	'`': '´',
	'*': '∗',
	'~': '∼',
	'|': '¦',
	'“': '"',
	'”': '"',
};

/**
 * The report as plain text: for the plain part of a mail, for Slack and for Teams. A cardholder's name can begin no
 * line in it, nor mention anybody.
 */
export function textReport({ title, verdict }: AuditWords, content: AuditContent): string {
	const { summary, findings, accepted = [], resolved = [], calendar } = content;
	const { evidence } = summary;
	const [fresh, open] = byNews(findings);
	const day = (time: string | null) => dayWords(calendar, time);
	const where = evidence ? `, ${plainLine(environmentWords(evidence))}` : '';
	const lines = [
		`${title}, ${minuteWords(calendar, summary.auditedAt)} (${calendar.zone})${where}`,
		...[sinceLast(summary, calendar) ?? [], verdict].flat(),
		...list('NEW', fresh, MAX_FINDINGS, (finding) => [headline(finding), ...told(finding)]),
		...list(
			summary.findingChanges?.comparedWith ? 'STILL OPEN' : 'OPEN',
			open,
			MAX_FINDINGS,
			(finding) => [
				`${headline(finding)}, since ${day(finding.since)}`,
				...(fresh.length ? [] : told(finding)),
			],
		),
		...list('RESOLVED', resolved, MAX_OTHERS, ({ title: rule, name, ...about }) => [
			`${safe(rule)}: ${holder(name, about)}`,
		]),
		...list('ACCEPTED', accepted, MAX_OTHERS, ({ acceptance, ...finding }) => [
			`${headline(finding)}, ${acceptance?.until ? `until ${untilWords(calendar, acceptance.until)}` : 'no end date'}: “${safe(acceptance!.reason)}” (“${safe(acceptance!.by)}”)`,
		]),
	];
	if (evidence?.executionUrl) lines.push('', `Execution: ${evidence.executionUrl}`);
	return lines.join('\n');
}

function list<Thing>(
	title: string,
	things: readonly Thing[],
	most: number,
	linesOf: (thing: Thing) => string[],
): string[] {
	if (!things.length) return [];
	const shown = things.slice(0, most).flatMap((thing) => {
		const [first, ...others] = linesOf(thing);
		return [`- ${first}`, ...others.map((line) => `  ${line}`)];
	});
	const left = things.length - most;
	return ['', `${title} (${things.length})`, ...shown, ...(left > 0 ? [`- and ${left} more`] : [])];
}

function headline(finding: Omit<FindingBase, 'acceptance'>): string {
	const { severity, title, card, externalId } = finding;
	const customer = externalId ? `, customer “${safe(externalId)}”` : '';
	return `${severityWords(severity)}: ${safe(title)}: ${holder(card?.name ?? null, finding)}${customer}`;
}

function told({ message, nextStep }: FindingBase): string[] {
	return [safe(message), ...(nextStep ? [`Next: ${nextStep}`] : [])];
}

interface About {
	maskedPan: string | null;
	cardId: string | null;
	accountId?: string | null;
}

/** The card's number by its last digits, or its id; the account where it is about no card. */
function holder(name: string | null, { maskedPan, cardId, accountId }: About): string {
	const digits = lastFour(maskedPan);
	if (!digits && cardId === null) return accountId ? `account ${safe(accountId)}` : 'no card';
	const card = digits ? `card …${digits}` : `card ${safe(cardId ?? '')}`;
	return name ? `“${safe(name)}”, ${card}` : card;
}

/** Somebody else's words: one line, short, and nothing that a chat would act on. */
function safe(text: string): string {
	const plain = plainLine(text)
		.replace(/[<>[\]`*~|“”]/g, (sign) => LOOK_ALIKES[sign])
		.replaceAll('://', ': //')
		.replace(/@(?=\w)/g, '＠');
	return plain.length > MAX_TEXT ? `${plain.slice(0, MAX_TEXT).trimEnd()}…` : plain;
}
