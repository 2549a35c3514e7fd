// What must hold for every cell of the fault matrix.
import type { Cell, Outcome } from './cell.mts';
import { goesThrough, isCarriedOut, leavesDoubt } from './cell.mts';
import type { MatrixOperation, Target } from './operations.mts';

export function expectCell(cell: Cell, outcome: Outcome): void {
	expectCards(cell, outcome);
	if (goesThrough(cell)) expectAllThrough(cell, outcome);
	else if (cell.continueOnFail) expectErrorItem(cell, outcome);
	else expectHalt(cell, outcome);
}

/** The right number of cards in the right state: never a second one, none lost. */
function expectCards(cell: Cell, { states }: Outcome): void {
	const { before, after } = cell.operation;
	expect(states[0]).toEqual(isCarriedOut(cell) ? after : before);
	// The untroubled item is done, or where the first one's failure ended the run perhaps not begun.
	const mayBeMissing = !goesThrough(cell) && !cell.continueOnFail;
	for (const state of states.slice(1)) {
		if (mayBeMissing && state.join() === before.join()) continue;
		expect(state).toEqual(after);
	}
}

function expectAllThrough({ operation }: Cell, { targets, result }: Outcome): void {
	expect(result.error).toBeUndefined();
	expect(result.outputs[0]).toEqual(
		targets.flatMap((target, item) => itemsOf(operation, target, item)),
	);
}

function itemsOf(operation: MatrixOperation, target: Target, item: number) {
	return operation.output(target).map((json) => ({
		json: expect.objectContaining(json),
		pairedItem: { item },
	}));
}

function expectErrorItem(cell: Cell, { targets, result }: Outcome): void {
	const { operation, kind } = cell;
	expect(result.error).toBeUndefined();
	const [failed, ...others] = result.outputs[0];
	expect(failed).toEqual({
		json: expect.objectContaining({
			error: expect.stringMatching(kind.says),
			details: expect.objectContaining({ advice: expect.any(String) }),
		}),
		pairedItem: { item: 0 },
	});
	expect(others).toEqual(
		targets.slice(1).flatMap((target, index) => itemsOf(operation, target, index + 1)),
	);
	const { details } = failed.json as { details: Record<string, unknown> };
	if (operation.method !== 'GET') expect(details.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
	expectDoubt(cell, String(failed.json.error), String(details.advice));
	expect(details.mayHaveTakenEffect).toBe(leavesDoubt(cell) ? true : undefined);
	if (kind.transient) expect(details.attempts).toBe(3);
}

function expectHalt(cell: Cell, { targets, result, states }: Outcome): void {
	const { message = '', description = '' } = result.error ?? {};
	expect(message).toMatch(cell.kind.says);
	expect(message).toMatch(/ \[item 0\]$/);
	expectDoubt(cell, message, description);
	expect(result.outputs.flat()).toEqual([]);
	if (targets.length === 1) return;
	expect(description).toContain('Failed: item 0.');
	// A write that the description does not name has not happened, and the other way round.
	const said = /Succeeded: item 1\./.test(description);
	const isWrite = cell.operation.method !== 'GET';
	if (isWrite) expect(said).toBe(states[1].join() === cell.operation.after.join());
	else expect(description).toMatch(/Succeeded: item 1\.|Not sent: item 1\./);
}

/** Where a write may have been carried out, nobody may be told that it was not, or to do it anew. */
function expectDoubt(cell: Cell, message: string, advice: string): void {
	const said = /may or may not have been carried out/.test(message);
	expect(said).toBe(leavesDoubt(cell));
	const namesKey =
		/run this item alone, within the hour, with the option Idempotency Key set to [0-9a-f-]{36}/;
	expect(namesKey.test(advice)).toBe(said);
}
