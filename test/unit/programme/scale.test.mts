// The planted programme in between many people who are in order: all found, none besides, whatever its size. Everyday
// runs look at a thousand cards, full ones at 100,000.
import type { Account } from '../../../nodes/OffBlocks/resources/account/account';
import { auditProgramme } from '../../../nodes/OffBlocks/resources/account/audit/auditProgramme';
import {
	readProgrammeRules,
	withRosterOf,
} from '../../../nodes/OffBlocks/resources/account/audit/offeredRules';
import { ProgrammeView } from '../../../nodes/OffBlocks/resources/account/audit/ProgrammeView';
import type { Card } from '../../../nodes/OffBlocks/resources/card/card';
import type { Customer } from '../../../nodes/OffBlocks/resources/customer/customer';
import { end, NOW, sceneIn } from '../../support/auditScene.mts';
import { plantedProgramme, PROGRAMME_RULES } from '../../support/plantedProgramme.mts';
import { full, volume } from '../../support/volume.mts';

it(
	'finds what is planted and nothing besides',
	() => {
		const { seed, roster, expected } = plantedProgramme(NOW, volume(1_000, 100_000));
		const settings = {
			...PROGRAMME_RULES,
			notOnRoster: { ...PROGRAMME_RULES.notOnRoster, roster: roster.join('\n') },
		};
		const rules = withRosterOf([
			readProgrammeRules({
				value: (name: string) => (name === 'rules' ? settings : 'usual'),
				problem(sentence: string) {
					throw new Error(sentence);
				},
			} as never),
		]);
		const view = new ProgrammeView(seed.customers as Customer[], seed.accounts as Account[]);
		for (const card of seed.cards) view.add(card as Card);
		const found = end(auditProgramme(view, rules, sceneIn()));
		expect(found.map(({ rule, accountId }) => [rule, accountId]).sort()).toEqual(expected);
		expect(new Set(expected.map(([rule]) => rule)).size).toBe(rules.length);
		if (full) expect(view.cards.length).toBeGreaterThan(100_000);
	},
	volume(10_000, 120_000),
);
