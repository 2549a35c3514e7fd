import type { IExecuteFunctions } from 'n8n-workflow';

// Where values are noted: in the store of n8n's own Remove Duplicates, a row of its database for each
// workflow, on main and on workers alike (deduplication-helper.js, ProcessedDataRepository). It keeps the
// latest `maxEntries` of them; n8n's node does not, and fails for ever once so many are there (n8n issue
// 38475). Its Clear Deduplication History, with the scope Workflow, empties it.

/** What is under way here on each workflow's row: n8n reads it, and writes it back whole. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * What this process noted lately of each workflow, with the time. Another process that wrote the row at the
 * same moment has overwritten it, so it is noted again with what comes next.
 */
const lately = new Map<string, Map<string, number>>();
const LATELY = { milliseconds: 30_000, most: 200 };

/**
 * Notes values as seen by this node, the oldest of more than `keep` being forgotten.
 *
 * @param values different from each other
 * @returns those that this node had not seen before
 * @throws whatever n8n's database throws; then nothing is noted
 */
export async function noteSeen(
	context: IExecuteFunctions,
	values: string[],
	keep: number,
): Promise<Set<string>> {
	const workflowId = String(context.getWorkflow().id);
	// Two such nodes in one workflow each see a value for the first time.
	const prefix = `${context.getNode().id}:`;
	const wanted = new Set(values.map((value) => prefix + value));
	const noted = await inTurn(workflowId, async () => {
		const again = notedLately(workflowId, keep).filter((value) => !wanted.has(value));
		const note = async () =>
			await context.helpers.checkProcessedAndRecord([...again, ...wanted], 'workflow', {
				mode: 'entries',
				maxEntries: keep,
			});
		// The very first note of a workflow, at the same moment as another process's: now there is a row.
		const answer = await note().catch((error: Error) =>
			isFirstTwice(error) ? note() : Promise.reject(error),
		);
		remember(workflowId, wanted);
		return answer;
	});
	const fresh = noted.new.map(String).filter((value) => wanted.has(value));
	return new Set(fresh.map((value) => value.slice(prefix.length)));
}

/** Few of those that fit, or what was forgotten for good reason would come back. */
function notedLately(workflowId: string, keep: number): string[] {
	const since = Date.now() - LATELY.milliseconds;
	const values = [...(lately.get(workflowId) ?? [])].filter(([, at]) => at > since);
	const most = Math.min(LATELY.most, Math.floor(keep / 10));
	return most ? values.slice(-most).map(([value]) => value) : [];
}

function remember(workflowId: string, values: Iterable<string>): void {
	const all = lately.get(workflowId) ?? new Map<string, number>();
	for (const value of values) {
		all.delete(value);
		all.set(value, Date.now());
	}
	lately.set(workflowId, new Map([...all].slice(-LATELY.most)));
}

/** As SQLite and PostgreSQL say it. */
const isFirstTwice = ({ message }: Error) => /unique|duplicate key/i.test(message);

/** Runs tasks of the same key one after another. */
async function inTurn<T>(key: string, task: () => Promise<T>): Promise<T> {
	const mine = (underWay.get(key) ?? Promise.resolve()).then(task);
	const over = mine.catch(() => undefined);
	underWay.set(key, over);
	try {
		return await mine;
	} finally {
		if (underWay.get(key) === over) underWay.delete(key);
	}
}
