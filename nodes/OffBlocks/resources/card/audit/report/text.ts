import { plainLine } from '../../../../shared/plainLine';
import type { Finding } from '../types';
import { sinceLast, verdict, type ReportContent } from './report';
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
export function textReport(content: ReportContent): string {
	const { summary, findings, accepted = [], resolved = [], calendar } = content;
	const { evidence } = summary;
	const isNew = ({ state }: Finding) => state === 'new' || state === 'back';
	const [fresh, open] = [findings.filter(isNew), findings.filter((one) => !isNew(one))];
	const day = (time: string | null) => dayWords(calendar, time);
	const where = evidence ? `, ${plainLine(environmentWords(evidence))}` : '';
	const lines = [
		`Card audit, ${minuteWords(calendar, summary.auditedAt)} (${calendar.zone})${where}`,
		...[sinceLast(summary, calendar) ?? [], verdict(summary)].flat(),
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
		...list('RESOLVED', resolved, MAX_OTHERS, ({ title, name, maskedPan, cardId }) => [
			`${safe(title)}: ${holder(name, maskedPan, cardId)}`,
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

function headline({ severity, title, card, maskedPan, cardId, externalId }: Finding): string {
	const customer = externalId ? `, customer “${safe(externalId)}”` : '';
	return `${severityWords(severity)}: ${safe(title)}: ${holder(card.name ?? null, maskedPan, cardId)}${customer}`;
}

function told({ message, nextStep }: Finding): string[] {
	return [safe(message), ...(nextStep ? [`Next: ${nextStep}`] : [])];
}

/** The card's number by its last digits, or its id. */
function holder(name: string | null, maskedPan: string | null, cardId: string): string {
	const digits = lastFour(maskedPan);
	const card = digits ? `card …${digits}` : `card ${safe(cardId)}`;
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
