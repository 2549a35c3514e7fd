// Where n8n's nodes record what they have processed: in n8n's database there, in a Map here. Like n8n's, by node.
import { DataDeduplicationService } from 'n8n-core';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	IDataDeduplicator,
	Workflow,
} from 'n8n-workflow';

/** What each node recorded, by the node's id. Of one workflow. */
export type ProcessedItems = Map<string, Set<DeduplicationItemTypes>>;

const stores = new WeakMap<Workflow, ProcessedItems>();

/** Has the nodes of this workflow record in this store. */
export function recordIn(workflow: Workflow, items: ProcessedItems): void {
	stores.set(workflow, items);
}

function recordOf(scope: DeduplicationScope, { workflow, node }: ICheckProcessedContextData) {
	const store = stores.get(workflow as Workflow);
	const key = scope === 'node' ? (node?.id ?? '') : '';
	if (!store) throw new Error('This workflow has no database');
	return {
		record: store.get(key) ?? new Set(),
		keep: (record: Set<DeduplicationItemTypes>) => store.set(key, record),
	};
}

const deduplicator: IDataDeduplicator = {
	async checkProcessedAndRecord(items, scope, context) {
		const { record, keep } = recordOf(scope, context);
		const processed = items.filter((item) => record.has(item));
		const fresh = items.filter((item) => !record.has(item));
		keep(new Set([...record, ...fresh]));
		return { new: fresh, processed };
	},
	async getProcessedDataCount(scope, context) {
		return recordOf(scope, context).record.size;
	},
	async removeProcessed() {
		throw new Error('Not needed yet');
	},
	async clearAllProcessedItems() {
		throw new Error('Not needed yet');
	},
};
void DataDeduplicationService.init(deduplicator);
