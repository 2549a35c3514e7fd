import type { IDataObject } from 'n8n-workflow';
import type { Parameters } from '../../engine/ItemParameters';
import type { RunOperation } from '../../engine/Operation';
import { outputsField, readOutputs, toItem, toOutputs } from '../../engine/outputs';
import { readOptions } from '../../engine/sendingOptions';
import { outputFields, readShape } from '../../engine/shape';
import { mapInSlices } from '../../shared/slices';
import { changeShape } from './agentShapes';
import { ChangeLook } from './changes/ChangeLook';
import {
	checkpointField,
	readAtOnce,
	readMadeUp,
	readWatched,
	trialField,
	watchField,
} from './changes/watchFields';
import { readCards, readScope, scopeFields, SCOPE_WORDS } from './readCards';

type Order = ReturnType<typeof readOrder>;

function readOrder(parameters: Parameters) {
	return {
		accountIds: readScope(parameters),
		watched: readWatched(parameters),
		atOnce: readAtOnce(parameters),
		madeUp: readMadeUp(parameters),
		outputs: readOutputs(parameters),
		shaped: readShape(parameters, changeShape),
	};
}

/** Says how the cards differ from the last run of this node in this workflow. */
export const getChanges: RunOperation<Order> = {
	kind: 'run',
	option: {
		name: 'Get Changes',
		value: 'getChanges',
		action: 'Get card changes',
		description:
			'Find cards added, changed or removed since the last confirmed run. Runs once, regardless of the number of input items.',
	},
	fields: [
		...scopeFields,
		watchField,
		checkpointField,
		trialField,
		outputsField,
		...outputFields(changeShape),
		readOptions,
	],
	subtitle: 'get changes: {scope}',
	subtitleWords: SCOPE_WORDS,
	tool: 'Lists payment cards added, changed or removed since the last check, with card ID and account ID. Changes no card.',
	risk: 'read',
	outputs: 'Changes',
	prepare: readOrder,
	// All input items share the one memory of this node, so it looks as the first one says.
	async run({ context, read }, [{ itemIndex, prepared }]) {
		const { accountIds, watched, atOnce, madeUp, outputs, shaped } = prepared;
		const look = await ChangeLook.start(context, { accountIds, watched, atOnce, madeUp });
		const seen = await readCards(read, accountIds, () => look.begin());
		const { changes, summary } = await look.end(seen, Date.now());
		const toOutput = toItem(itemIndex);
		const found = await mapInSlices(changes, (change) =>
			toOutput(shaped(change as unknown as IDataObject)),
		);
		return toOutputs(outputs, found, toOutput(summary));
	},
};
