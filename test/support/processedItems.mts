// Where n8n's nodes record what they have processed: in n8n's database there, in a Map here. Like n8n's, by node.
import { setTimeout as sleep } from 'node:timers/promises';
import { DataDeduplicationService } from 'n8n-core';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	IDataDeduplicator,
	Workflow,
} from 'n8n-workflow';

/** What was recorded, the oldest first: by the node's id, and under '' for the workflow as a whole. */
export type ProcessedItems = Map<string, DeduplicationItemTypes[]>;

const stores = new WeakMap<Workflow, ProcessedItems>();

/** Has the nodes of this workflow record in this store. */
export function recordIn(workflow: Workflow, items: ProcessedItems): void {
	stores.set(workflow, items);
}

function recordOf(scope: DeduplicationScope, { workflow, node }: ICheckProcessedContextData) {
	const store = stores.get(workflow as Workflow);
	if (!store) throw new Error('This workflow has no database');
	const key = scope === 'node' ? (node?.id ?? '') : '';
	return { store, key, record: [...(store.get(key) ?? [])] };
}

const deduplicator: IDataDeduplicator = {
	async checkProcessedAndRecord(items, scope, context, { maxEntries = Infinity }) {
		const { store, key, record } = recordOf(scope, context);
		// As with n8n's database, others come in between reading and writing back.
		await sleep(1);
		const known = new Set(record);
		const fresh = items.filter((item) => !known.has(item));
		const all = [...record, ...fresh];
		store.set(key, all.slice(Math.max(0, all.length - maxEntries)));
		return { new: fresh, processed: items.filter((item) => known.has(item)) };
	},
	async getProcessedDataCount(scope, context) {
		return recordOf(scope, context).record.length;
	},
	async removeProcessed() {
		throw new Error('Not needed yet');
	},
	async clearAllProcessedItems() {
		throw new Error('Not needed yet');
	},
};
void DataDeduplicationService.init(deduplicator);
