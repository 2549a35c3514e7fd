// One cell of the fault matrix: a run of the node with trouble for its first item, and what became of it.
import type { IDataObject } from 'n8n-workflow';
import { runNode, type RunResult } from '../../support/engine.mts';
import type { OffBlocks } from '../../support/offblocks.mts';
import { inTurn } from '../../support/volume.mts';
import type { FaultKind } from './faultKinds.mts';
import type { MatrixOperation, Target } from './operations.mts';

/** Enough to see a wait for Retry-After and a key in flight, few enough to be quick. */
const MAX_RETRIES = 2;

export interface Cell {
	operation: MatrixOperation;
	kind: FaultKind;
	/** `once`: a passing trouble. `outlasting`: one that outlasts the node's own retries, not n8n's. */
	lasting: 'once' | 'outlasting';
	continueOnFail: boolean;
	retryOnFail: boolean;
}

export function nameOf({ operation, kind, lasting, continueOnFail, retryOnFail }: Cell): string {
	const settings = [
		continueOnFail ? 'Continue On Fail' : '',
		retryOnFail ? 'Retry On Fail' : '',
	].filter(Boolean);
	return `${operation.name} × ${kind.name}, ${lasting}${settings.length ? `, ${settings.join(' and ')}` : ''}`;
}

/** Each operation with each trouble, once; what else there is takes turns, day by day. A full run has all cells. */
export function cellsOf(operations: MatrixOperation[], kinds: FaultKind[]): Cell[] {
	const pairs = operations.flatMap((operation) => kinds.map((kind) => ({ operation, kind })));
	return inTurn(pairs.map((pair) => SETTINGS.map((settings) => ({ ...pair, ...settings }))));
}

const SETTINGS = (['once', 'outlasting'] as const).flatMap((lasting) =>
	[false, true].flatMap((continueOnFail) =>
		[false, true].map((retryOnFail) => ({ lasting, continueOnFail, retryOnFail })),
	),
);

/** Whether the first item goes through in the end. */
export function goesThrough({ operation, kind, lasting, retryOnFail }: Cell): boolean {
	const isWrite = operation.method !== 'GET';
	if (kind.harmless || (kind.needsBody && operation.name === 'terminate')) return true;
	if (retryOnFail) return true;
	if (lasting === 'once') return kind.transient || kind.callsEach === 2;
	return kind.notOnReplay === true && isWrite;
}

/** Whether a write of the first item is carried out at all. */
export function isCarriedOut(cell: Cell): boolean {
	return goesThrough(cell) || cell.kind.takesEffect;
}

/** Whether nobody can tell from the last answer that a write was not carried out. */
export function leavesDoubt({ operation, kind }: Cell): boolean {
	return operation.method !== 'GET' && kind.transient && kind.fault.status !== 429;
}

export interface Outcome {
	targets: Target[];
	result: RunResult;
	/** Statuses of the cards of each target's account afterwards. */
	states: string[][];
}

/** Plants `items` targets, lays the trouble in the first one's way, and runs the node. */
export async function runCell(api: OffBlocks, cell: Cell, items = 2): Promise<Outcome> {
	const { operation, kind, lasting, continueOnFail, retryOnFail } = cell;
	const targets: Target[] = [];
	for (let i = 0; i < items; i++) targets.push(await operation.plant(api));
	await api.fault({
		...kind.fault,
		method: operation.method,
		path: operation.path(targets[0]),
		times: timesOf(kind, lasting),
	});
	const result = await runNode(
		{ ...operation.parameters, options: { maxRetries: MAX_RETRIES, timeout: kind.timeout ?? 20 } },
		{
			credentials: api.credentials(),
			items: targets as unknown as IDataObject[],
			node: {
				onError: continueOnFail ? 'continueRegularOutput' : undefined,
				...(retryOnFail ? { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } : {}),
			},
		},
	);
	const states: string[][] = [];
	for (const { accountId } of targets) {
		states.push((await api.cardsOf(accountId)).map(({ status }) => String(status)));
	}
	return { targets, result, states };
}

function timesOf({ callsEach = 1, transient }: FaultKind, lasting: Cell['lasting']): number {
	// n8n repairs a 401 within the attempt, by a log-in and a second send.
	if (lasting === 'once') return 1;
	return callsEach * (transient ? MAX_RETRIES + 1 : 1);
}

/** Runs all cells, some at a time, and keeps what became of them by their names. */
export async function runCells(
	cells: Cell[],
	atATime: number,
	run: (cell: Cell, lane: number) => Promise<Outcome>,
): Promise<Map<string, Outcome>> {
	const outcomes = new Map<string, Outcome>();
	const left = [...cells];
	const lane = async (_: unknown, number: number) => {
		for (let cell = left.shift(); cell; cell = left.shift()) {
			outcomes.set(nameOf(cell), await run(cell, number));
		}
	};
	await Promise.all(Array.from({ length: atATime }, lane));
	return outcomes;
}
