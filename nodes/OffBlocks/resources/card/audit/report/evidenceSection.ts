import type { Calendar } from '../../../../shared/Calendar';
import { READS, type Evidence } from '../evidence/Evidence';
import type { AuditSummary } from '../lifeSummary';
import { html, short, type Html } from './Html';
import { count } from '../cardFacts';
import { bidi, number } from './parts';
import { STYLE } from './style';
import { environmentWords, minuteWords, scopeWords } from './words';

/** How many rules and accounts are named. */
const MAX_RULES = 50;
const MAX_ACCOUNTS = 10;

/** Where, how and over what the audit ran, so that somebody else can check it. */
export function evidenceLines(summary: AuditSummary, calendar: Calendar): Html[] {
	const { evidence } = summary;
	const rules = rulesLine(summary);
	if (!evidence) return [rules];
	const { scope, lookBack, acceptedBy, auditedAt, timezone, inputHash } = evidence;
	const accounts = Array.isArray(scope) && scope.length > 1 ? `: ${named(scope)}` : '';
	return [
		entry('Environment', bidi(short(environmentWords(evidence), 150))),
		entry('Scope', html`${scopeWords(evidence)}${accounts}`),
		...READS.flatMap(([name, label]) => {
			const read = evidence[name];
			return read === undefined ? [] : [entry(label, number(read))];
		}),
		...(lookBack === undefined ? [] : [entry('Look back', count(lookBack, 'day'))]),
		entry('Read', `${minuteWords(calendar, auditedAt)} (${timezone})`),
		entry('Workflow', workflow(evidence)),
		rules,
		...acceptors(acceptedBy),
		entry('Package', evidence.package),
		entry('Input', inputHash),
	];
}

/** Who has accepted findings, and how many of these. */
function acceptors(acceptedBy: Record<string, number>): Html[] {
	const all = Object.entries(acceptedBy);
	if (!all.length) return [];
	const names = all
		.slice(0, MAX_ACCOUNTS)
		.map(
			([by, findings], at) => html`${at ? ', ' : ''}${bidi(short(by, 60))} (${number(findings)})`,
		);
	const left = all.length - names.length;
	return [entry('Accepted by', html`${names}${left > 0 ? ` and ${number(left)} more` : ''}`)];
}

function named(ids: string[]): string {
	const shown = ids.slice(0, MAX_ACCOUNTS).join(', ');
	return ids.length > MAX_ACCOUNTS ? `${shown} and ${ids.length - MAX_ACCOUNTS} more` : shown;
}

function workflow({ workflowId, workflowName, executionId, executionUrl }: Evidence): Html {
	const name = bidi(
		short([workflowName, workflowId && `(${workflowId})`].filter(Boolean).join(' '), 120),
	);
	if (!executionId) return name;
	return html`${name}, execution ${link(executionUrl, executionId)}`;
}

/** A link where the address is known, else the words alone. */
export function link(url: string | null, words: string): Html {
	return url ? html`<a href="${url}" style="${STYLE.link}">${words}</a>` : html`${words}`;
}

function rulesLine({ byRule, evidence }: AuditSummary): Html {
	const told = new Map((evidence?.rules ?? []).map((rule) => [rule.rule, rule]));
	const ran = Object.entries(byRule);
	const words = ran.slice(0, MAX_RULES).map(([name, found]) => {
		const rule = told.get(name);
		const limit = rule?.threshold
			? ` (${rule.threshold.value} ${rule.threshold.unit.toLowerCase()})`
			: '';
		return html`${bidi(short(rule?.title ?? name, 60))}${limit} ${number(found)}`;
	});
	if (ran.length > MAX_RULES) words.push(html`and ${number(ran.length - MAX_RULES)} more`);
	const list = words.map((word, at) => (at ? html` · ${word}` : word));
	return entry('Findings by rule', list.length ? html`${list}` : 'none');
}

function entry(label: string, value: Html | string): Html {
	return html`<div class="muted" style="${STYLE.id}">${label}: ${value}</div>`;
}
