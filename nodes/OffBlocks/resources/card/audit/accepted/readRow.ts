import type { Calendar } from '../../../../shared/Calendar';
import { isUuid } from '../../../../shared/uuid';
import { comparable, plainText, unwrapped } from '../../../../shared/values';
import type { RuleBase } from '../types';
import type { AcceptedRow } from './AcceptedList';

/** What a row is read with. */
export interface RowScene {
	calendar: Calendar;
	/** All rules that there are, also those that do not run today. */
	rules: ReadonlyArray<Pick<RuleBase, 'name' | 'title'>>;
	/** Takes what is wrong with the row. */
	problem(sentence: string): void;
}

type Column = 'finding' | 'rule' | 'card' | 'account' | 'until' | 'reason' | 'by';

/** Column names as people write them, in lower case without blanks, dots and dashes. */
const COLUMNS: Record<string, Column> = {
	finding: 'finding',
	findingid: 'finding',
	rule: 'rule',
	card: 'card',
	cardid: 'card',
	account: 'account',
	accountid: 'account',
	until: 'until',
	reason: 'reason',
	by: 'by',
	bywhom: 'by',
	acceptedby: 'by',
};
/** Longer ones are no reasons, and would fill the report. */
const MAX_TEXT = 500;
const DAY_ONLY = /^\d{4}-\d\d-\d\d$/;

/**
 * Reads one row of the list of accepted findings, as a table, a spreadsheet or a form gives it. Columns with other
 * names are left alone: tables have an `id` of their own.
 *
 * @returns undefined for an empty row, and for one that is refused
 */
export function readRow(given: unknown, scene: RowScene): AcceptedRow | undefined {
	if (typeof given !== 'object' || given === null || Array.isArray(given)) {
		scene.problem(
			`${shown(given)} is not a row with the columns finding (or rule and card), reason and by`,
		);
		return undefined;
	}
	const cells = cellsOf(given);
	if (!Object.keys(cells).length) return undefined;
	const wrong: string[] = [];
	const row: AcceptedRow = {
		...subjectOf(cells, scene.rules, wrong),
		until: untilOf(cells.until, scene.calendar, wrong),
		reason: textOf('reason', cells.reason, wrong),
		by: textOf('by', cells.by, wrong),
	};
	wrong.forEach((sentence) => scene.problem(sentence));
	return wrong.length ? undefined : row;
}

/** The filled cells of the columns that count. */
function cellsOf(row: object): Partial<Record<Column, unknown>> {
	const cells: Partial<Record<Column, unknown>> = {};
	for (const [name, value] of Object.entries(row)) {
		const plain = name.toLowerCase().replace(/[^a-z]/g, '');
		const column = Object.hasOwn(COLUMNS, plain) ? COLUMNS[plain] : undefined;
		const isEmpty =
			value === null || value === undefined || (typeof value === 'string' && !value.trim());
		if (column && !isEmpty) cells[column] = value;
	}
	return cells;
}

function subjectOf(
	{ finding, rule, card, account }: Partial<Record<Column, unknown>>,
	rules: RowScene['rules'],
	wrong: string[],
): Pick<AcceptedRow, 'finding' | 'rule' | 'card' | 'account'> {
	if (finding !== undefined) return { finding: uuidOf('finding', finding, wrong) };
	if (rule === undefined || (card ?? account) === undefined) {
		wrong.push('a row needs a finding ID, or a rule and a card or account ID');
		return {};
	}
	if (card === undefined) {
		return { rule: ruleOf(rule, rules, wrong), account: uuidOf('account', account, wrong) };
	}
	return { rule: ruleOf(rule, rules, wrong), card: uuidOf('card', card, wrong) };
}

function uuidOf(column: string, value: unknown, wrong: string[]): string {
	const id = unwrapped(plainText(value)).toLowerCase();
	if (!isUuid(id)) wrong.push(`${column} is not a UUID: ${shown(value)}`);
	return id;
}

/** The name of a rule that is given by its name or by its title. */
function ruleOf(value: unknown, rules: RowScene['rules'], wrong: string[]): string {
	const wanted = comparable(plainText(value));
	const rule = rules.find(({ name, title }) => [name, title].some((n) => comparable(n) === wanted));
	if (!rule) {
		const titles = rules.map(({ title }) => title).join(', ');
		wrong.push(`there is no rule ${shown(value)}. Rules: ${titles}`);
	}
	return rule?.name ?? '';
}

/** A day counts to its end, as people mean it. */
function untilOf(value: unknown, calendar: Calendar, wrong: string[]): number {
	if (value === undefined) return Infinity;
	const at = momentOf(value, calendar);
	if (Number.isNaN(at)) {
		wrong.push(`until is not a date such as 2026-12-31: ${shown(value)}`);
		return NaN;
	}
	return typeof value === 'string' && DAY_ONLY.test(value.trim()) ? calendar.dayEnd(at, 0) : at;
}

function momentOf(value: unknown, calendar: Calendar): number {
	if (typeof value === 'string') return calendar.read(value);
	if (value instanceof Date) return value.getTime();
	// Luxon's, as n8n's expressions give it.
	const { toMillis } = Object(value) as { toMillis?: unknown };
	return typeof toMillis === 'function' ? Number(toMillis.call(value)) : NaN;
}

function textOf(column: string, value: unknown, wrong: string[]): string {
	const text = plainText(value);
	if (value === undefined) wrong.push(`${column} is empty`);
	else if (!text) wrong.push(`${column} is not text: ${shown(value)}`);
	else if (text.length > MAX_TEXT) wrong.push(`${column} is longer than ${MAX_TEXT} characters`);
	return text;
}

function shown(value: unknown): string {
	return (JSON.stringify(value) ?? String(value)).slice(0, 60);
}
