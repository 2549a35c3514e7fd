import { issuedInBurst } from '../../../nodes/OffBlocks/resources/account/audit/rules';
import { NOW } from '../../support/auditScene.mts';
import { holder, inProgramme } from '../../support/programmeScene.mts';

const at = (minutes: number) =>
	holder({ card: { createdAt: new Date(NOW - minutes * 60_000).toISOString() } });
const rule = issuedInBurst(1, 7);
const every = (count: number, step: number, from = 600) =>
	Array.from({ length: count }, (_, n) => at(from - n * step));

it('finds a run of orders once, with all of its cards', () => {
	const found = inProgramme(rule, every(5, 15), 5);
	expect(found).toMatchObject([{ message: '5 cards were ordered within 60 minutes' }]);
	expect(found[0].otherCardIds).toHaveLength(4);
	const longer = every(12, 15);
	expect(inProgramme(rule, longer, 5)).toMatchObject([
		{ message: '12 cards were ordered within 165 minutes' },
	]);
});

it('is the same finding while it grows, and two are two', () => {
	const run = every(8, 1);
	const [before] = inProgramme(rule, run.slice(0, 6), 5);
	expect(inProgramme(rule, run, 5)[0].id).toBe(before.id);
	expect(inProgramme(rule, [...run, ...every(6, 1, 300)], 5)).toHaveLength(2);
});

it('does not mind fewer, slower ones, or those of last month', () => {
	expect(inProgramme(rule, every(4, 1), 5)).toEqual([]);
	expect(inProgramme(rule, every(5, 15.1), 5)).toEqual([]);
	expect(inProgramme(rule, every(9, 1, 30 * 1440), 5)).toEqual([]);
});
