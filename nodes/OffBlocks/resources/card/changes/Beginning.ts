import type { IExecuteFunctions } from 'n8n-workflow';
import { v4 } from 'uuid';
import { noteInRun, notesOfRun } from '../../../engine/runNotes';
import { scopeAfter, type Baseline, type Scope, type Watched } from '../audit';
import { baselineFor, isMemoryNoted, recall, type Memory } from './changeMemory';
import { otherOwner, type Owner } from './owner';

/** How one run of the node begins, the same for all of n8n's tries of it. */
interface Start {
	/** Names the run. */
	token: string;
	/**
	 * `known`: there is something to compare with. `first`: this node remembers nothing yet. `foreign`: what is
	 * there is not of this node and these cards. `lost`: this node did remember, and nothing is there. `madeUp`:
	 * what is compared with never was.
	 */
	kind: 'known' | 'first' | 'foreign' | 'lost' | 'madeUp';
	/** What is there, in words, if it is foreign. */
	whose?: string;
}

const DAY_MS = 86_400_000;

/** A run's start, and what it compares with. */
export interface Beginning extends Start {
	/** Where it is known. */
	baseline?: Baseline;
	/** How the cards that are looked at differ from the baseline's. */
	change?: Scope;
	/** The execution whose changes nobody has confirmed, if there is one. */
	unconfirmed?: string;
	/** Whether n8n's database has a note that this node remembers. */
	noted: boolean;
}

/**
 * Finds out what this run compares with.
 *
 * @param scope as a baseline stores it
 */
export async function begin(
	context: IExecuteFunctions,
	owner: Owner,
	scope: string,
): Promise<Beginning> {
	const memory = recall(context);
	const noted = await isMemoryNoted(context);
	const start = firstTryOf(context, memory) ?? startOf(context, owner, memory, noted);
	const beginning: Beginning = { ...start, noted: noted === true };
	if (start.kind === 'known' && memory) {
		beginning.baseline = await baselineFor(start.token, memory);
		beginning.change = scopeAfter(beginning.baseline.scope, scope);
		const { pending } = memory;
		if (pending && !pending.confirmed && pending.token !== start.token) {
			beginning.unconfirmed = pending.executionId;
		}
		if (!beginning.change) {
			delete beginning.baseline;
			Object.assign(beginning, { kind: 'foreign', whose: 'for completely different accounts' });
		}
	}
	const { token, kind, whose } = beginning;
	noteInRun(context, { token, kind, whose } satisfies Start);
	return beginning;
}

/** How a trial begins that compares with a yesterday that never was: whatever is remembered is left alone. */
export function madeUpBeginning(watched: Watched[]): Beginning {
	const at = new Date(Date.now() - DAY_MS).toISOString();
	const baseline: Baseline = { version: 1, at, scope: '', watched, cards: '' };
	return { token: v4(), kind: 'madeUp', baseline, noted: false };
}

/** How an earlier try of this run began. What it remembered is not what this one compares with. */
function firstTryOf(context: IExecuteFunctions, memory: Memory | undefined): Start | undefined {
	const start = notesOfRun<Start>(context);
	// It is of the execution that is now retried, or resumed: n8n hands that on, and not what was remembered.
	return start?.kind === 'known' && !memory ? undefined : start;
}

function startOf(
	context: IExecuteFunctions,
	owner: Owner,
	memory: Memory | undefined,
	noted: boolean | undefined,
): Start {
	const token = v4();
	if (!memory) {
		// To an execution that is retried n8n hands on nothing: that it is the first look cannot be known.
		return { token, kind: noted || context.getMode() === 'retry' ? 'lost' : 'first' };
	}
	const whose = foreign(memory, owner, noted);
	return whose === undefined ? { token, kind: 'known' } : { token, kind: 'foreign', whose };
}

function foreign(memory: Memory, owner: Owner, noted: boolean | undefined): string | undefined {
	if (memory.version !== 2) return 'from another version of this package';
	const other = otherOwner(memory.owner, owner);
	if (other !== undefined) return other;
	return memory.noted && noted === false ? 'from another n8n database' : undefined;
}
