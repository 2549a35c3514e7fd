// Get Many × each trouble × Continue On Fail × Retry On Fail. All its calls have the same path, so that each
// lane has a sandbox of its own.
import { startOffBlocks, type OffBlocks } from '../../support/offblocks.mts';
import { expectNoSecrets } from '../../support/secrets.mts';
import { cellsOf, nameOf, runCell, runCells, type Cell, type Outcome } from './cell.mts';
import { expectCell } from './expectCell.mts';
import { FAULT_KINDS } from './faultKinds.mts';
import { getMany, type MatrixOperation, type Target } from './operations.mts';

const LANES = 6;
const cells = cellsOf([getMany([])], FAULT_KINDS);
const lanes: Lane[] = [];
const ran = new Map<string, Cell>();
let outcomes: Map<string, Outcome>;

interface Lane {
	api: OffBlocks;
	operation: MatrixOperation;
}

async function openLane(): Promise<Lane> {
	const api = await startOffBlocks();
	const accountId = await api.newAccount();
	const target: Target = { accountId, cardId: await api.newCard({ accountId }) };
	const { data } = await api.sandbox.admin.get<Array<{ id: string }>>('/cards');
	const operation = getMany(data.map(({ id }) => id));
	return { api, operation: { ...operation, plant: async () => target } };
}

beforeAll(async () => {
	for (let i = 0; i < LANES; i++) lanes.push(await openLane());
	outcomes = await runCells(cells, LANES, async (cell, number) => {
		const { api, operation } = lanes[number];
		const own = { ...cell, operation };
		ran.set(nameOf(cell), own);
		const outcome = await runCell(api, own, 1);
		// What this cell did not use up would meet the next one.
		await api.sandbox.admin.delete('/faults');
		return outcome;
	});
}, 180_000);

afterAll(async () => {
	await Promise.all(lanes.map(({ api }) => api.sandbox.stop()));
	expectNoSecrets();
});

it.each(cells.map(nameOf))('%s', (name) => {
	expectCell(ran.get(name)!, outcomes.get(name)!);
});
