import type { IExecuteFunctions } from 'n8n-workflow';

// Where values are noted: in the store of n8n's own Remove Duplicates, a row of its database for each
// workflow, on main and on workers alike (deduplication-helper.js, ProcessedDataRepository). It keeps the
// latest `maxEntries` of them; n8n's node does not, and fails for ever once so many are there (n8n issue
// 38475). Its Clear Deduplication History, with the scope Workflow, empties it.

/** What is under way here on each workflow's row: n8n reads it, and writes it back whole. */
const underWay = new Map<string, Promise<unknown>>();

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
	// Two such nodes in one workflow each see a value for the first time.
	const prefix = `${context.getNode().id}:`;
	const note = async () =>
		await context.helpers.checkProcessedAndRecord(
			values.map((value) => prefix + value),
			'workflow',
			{ mode: 'entries', maxEntries: keep },
		);
	const noted = await inTurn(String(context.getWorkflow().id), () =>
		// The very first note of a workflow, at the same moment as another process's: now there is a row.
		note().catch((error: Error) => (isFirstTwice(error) ? note() : Promise.reject(error))),
	);
	return new Set(noted.new.map((value) => String(value).slice(prefix.length)));
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
