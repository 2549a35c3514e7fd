import type { Card } from '../card';
import { factsOf, readable } from './cardFacts';
import { findingBase } from './findingBase';
import { Counts } from './Counts';
import { Groups } from './Groups';
import {
	SEVERITIES,
	type ActiveRule,
	type CardFacts,
	type CardRule,
	type Finding,
	type GroupRule,
	type Observation,
	type Scene,
} from './types';

type Found<R> = ActiveRule & { rule: R; found: Finding[] };

/** The rules over one kind of group, and its groups. */
interface Kindred {
	groups: Groups;
	rules: Array<Found<GroupRule>>;
	/** Whether one of the rules minds a card that is alone in its group. */
	concerns(card: CardFacts): boolean;
}

function kindred(rules: Array<Found<GroupRule>>): Kindred {
	const minding = rules.flatMap(({ rule }) => rule.concerns ?? []);
	return {
		groups: new Groups(rules[0].rule.by),
		rules,
		concerns: (card) => minding.some((concerns) => concerns(card)),
	};
}

/**
 * Looks at cards one by one as they arrive, with all rules. Of cards that no rule minds it keeps no more
 * than the facts that rules over several cards need.
 */
export class Audit {
	readonly counts: Counts;

	private readonly cardRules: Array<Found<CardRule>> = [];

	private readonly groupRules: Array<Found<GroupRule>> = [];

	/** The rules that look at a status; one that is not known yet gets those that look at all. */
	private readonly byStatus = new Map<string, Array<Found<CardRule>>>();

	private readonly anyStatus: Array<Found<CardRule>>;

	private readonly groups: Kindred[];

	private readonly rules: ActiveRule[];

	private readonly scene: Scene;

	constructor(rules: ActiveRule[], scene: Scene) {
		this.rules = rules;
		this.scene = scene;
		this.counts = new Counts(scene);
		for (const active of rules) {
			const { rule } = active;
			if ('look' in rule) this.cardRules.push({ ...active, rule, found: [] });
			else this.groupRules.push({ ...active, rule, found: [] });
		}
		this.anyStatus = this.cardRules.filter(({ rule }) => !rule.statuses);
		for (const status of this.cardRules.flatMap(({ rule }) => rule.statuses ?? [])) {
			const fitting = this.cardRules.filter(({ rule }) => rule.statuses?.includes(status) ?? true);
			this.byStatus.set(status, fitting);
		}
		this.groups = (['account', 'name'] as const)
			.map((kind) => this.groupRules.filter(({ rule }) => rule.by === kind))
			.filter((rules) => rules.length)
			.map(kindred);
	}

	/** Looks at the next card. */
	add(given: Card): void {
		const { scene } = this;
		const card = readable(given);
		this.counts.add(card);
		for (const active of this.byStatus.get(card.status) ?? this.anyStatus) {
			const seen = active.rule.look(card, active.threshold, scene);
			if (seen) active.found.push(finding(active, seen));
		}
		if (!this.groups.length) return;
		const facts = factsOf(card);
		for (const { groups, concerns } of this.groups) groups.add(facts, concerns(facts));
	}

	/**
	 * Judges the groups. It yields often, so that who drives it can let others have the processor.
	 *
	 * @returns the findings, worst first, then by rule, then in the API's order
	 */
	*conclude(): Generator<void, Finding[]> {
		for (const { groups, rules } of this.groups) {
			for (const cards of groups.worth()) {
				for (const active of rules) {
					for (const seen of yield* active.rule.judge(cards, active.threshold, this.scene)) {
						active.found.push(finding(active, seen));
					}
				}
			}
		}
		const order = this.rules.map(({ rule }) => rule);
		const ranked = [...this.cardRules, ...this.groupRules].sort(
			(a, b) =>
				SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
				order.indexOf(a.rule) - order.indexOf(b.rule),
		);
		return ranked.flatMap(({ found }) => found);
	}
}

function finding(active: ActiveRule, seen: Observation): Finding {
	const { card } = seen;
	const about = { card, cardId: card.id, accountId: card.accountId };
	return { ...findingBase(active, seen, about, card.id), ...about };
}
