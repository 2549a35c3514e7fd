// Each operation on a card or an account × each trouble × Continue On Fail × Retry On Fail
// (everyday runs: one combination of the last ones for each, in turn).
import { startOffBlocks, type OffBlocks } from '../../support/offblocks.mts';
import { expectNoSecrets } from '../../support/secrets.mts';
import { cellsOf, nameOf, runCell, runCells, type Outcome } from './cell.mts';
import { expectCell } from './expectCell.mts';
import { FAULT_KINDS } from './faultKinds.mts';
import { OPERATIONS } from './operations.mts';

const cells = cellsOf(OPERATIONS, FAULT_KINDS);
let api: OffBlocks;
let outcomes: Map<string, Outcome>;

// The cells mostly wait, for a time-out or the next attempt: many at a time.
beforeAll(async () => {
	api = await startOffBlocks();
	outcomes = await runCells(cells, 16, async (cell) => await runCell(api, cell));
}, 180_000);

afterAll(async () => {
	await api.sandbox.stop();
	expectNoSecrets();
});

it.each(cells.map((cell) => [nameOf(cell), cell] as const))('%s', (name, cell) => {
	expectCell(cell, outcomes.get(name)!);
});
