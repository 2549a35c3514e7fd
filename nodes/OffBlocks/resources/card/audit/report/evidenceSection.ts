import type { Calendar } from '../../../../shared/Calendar';
import type { Evidence } from '../evidence/Evidence';
import type { Summary } from '../summary';
import { html, short, type Html } from './Html';
import { maker } from './page';
import { bidi, number } from './parts';
import { STYLE } from './style';
import { environmentWords, minuteWords, scopeWords } from './words';

/** How many rules and accounts are named. */
const MAX_RULES = 50;
const MAX_ACCOUNTS = 10;

/** What the rules of an audit found, without evidence: the last row of a report. */
export function footer(summary: Pick<Summary, 'byRule'>): Html {
	return html`<tr>
		<td class="section" style="${STYLE.section}">${rulesLine(summary)}${maker}</td>
	</tr>`;
}

/** Where, how and over what the audit ran, so that somebody else can check it. */
export function evidenceLines(summary: Summary, calendar: Calendar): Html[] {
	const { evidence } = summary;
	const rules = rulesLine(summary);
	if (!evidence) return [rules];
	const { scope, cardsRead, auditedAt, timezone, inputHash } = evidence;
	const accounts = Array.isArray(scope) && scope.length > 1 ? `: ${named(scope)}` : '';
	return [
		entry('Environment', bidi(short(environmentWords(evidence), 150))),
		entry('Scope', html`${scopeWords(evidence)}${accounts}`),
		entry('Cards read', number(cardsRead)),
		entry('Read', `${minuteWords(calendar, auditedAt)} (${timezone})`),
		entry('Workflow', workflow(evidence)),
		rules,
		entry('Package', evidence.package),
		entry('Input', inputHash),
	];
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

function rulesLine({ byRule, evidence }: Pick<Summary, 'byRule' | 'evidence'>): Html {
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
