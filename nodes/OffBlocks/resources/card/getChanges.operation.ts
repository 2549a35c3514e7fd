import { changesFor, simplifyForAgent } from '../../engine/toolDescription';
import { readCards, readScope, scopeFields } from './readCards';
import type { CardOperation } from '../../engine/Operation';
import { ChangeLook } from './changes/ChangeLook';
import { showFor } from './fields';
import { mapInSlices } from '../../shared/slices';
import { readOptions } from '../../engine/sendingOptions';
import { outputField, toItem, toOutputs, type Output } from '../../engine/outputs';
import { checkpointField, readAtOnce, readWatched, watchField } from './changes/watchFields';

/** Says how the cards differ from the last run of this node in this workflow. */
export const getChanges: CardOperation = {
	option: {
		name: 'Get Changes',
		value: 'getChanges',
		action: 'Get card changes',
		description:
			'Find the cards that are new, changed or gone since the last run that was confirmed. It compares once, however many input items there are.',
	},
	fields: showFor(
		['getChanges'],
		[...scopeFields, watchField, checkpointField, outputField, simplifyForAgent, readOptions],
	),
	prepare(parameters) {
		const accountIds = readScope(parameters);
		const watched = readWatched(parameters);
		const atOnce = readAtOnce(parameters);
		const output = parameters.value('output', 'both') as Output;
		const shown = changesFor(parameters);
		return {
			async run(tools) {
				// All input items share the one memory of this node.
				if (tools.itemIndex > 0) return [];
				const look = await ChangeLook.start(tools.context, { accountIds, watched, atOnce });
				const seen = await readCards(tools, accountIds, () => look.begin());
				const { changes, summary } = await look.end(seen, Date.now());
				const item = toItem(tools.itemIndex);
				const items = await mapInSlices(changes, (change) => item(shown(change)));
				return toOutputs(output, items, item(summary));
			},
		};
	},
};
