import type { INodeProperties } from 'n8n-workflow';
import { alphabetical } from '../shared/alphabetical';

const idempotencyKey: INodeProperties = {
	displayName: 'Idempotency Key',
	name: 'idempotencyKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.orderId }}',
	description:
		'Your own value that names this one write, e.g. an order number: OffBlocks carries out each key once within an hour, whichever execution sends it. A UUID is used as it is, anything else is hashed to one. Leave it out and each item of each execution has a key of its own, which n8n\'s "Retry On Fail" repeats.',
};

/** How requests are sent, for all items of a run. */
const sending: INodeProperties[] = [
	{
		displayName: 'Concurrency',
		name: 'concurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 50 },
		default: 5,
		description:
			'How many items are worked on at the same time, 1 to 50. Items for the same card keep their order, and so does the output.',
	},
	{
		displayName: 'Max Retries',
		name: 'maxRetries',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 10 },
		default: 3,
		description:
			'How often a request is tried again, 0 to 10, after no answer, a time-out, 408, 409, 429 or 5xx. Waits grow from half a second and keep to what OffBlocks asks for; a write keeps its idempotency key.',
	},
	{
		displayName: 'Requests per Second',
		name: 'requestsPerSecond',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1000, numberPrecision: 2 },
		default: 0,
		description:
			'Cap on the rate of requests of this node in this execution, e.g. 10 or 0.5. 0 means no cap.',
	},
	{
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3600 },
		default: 60,
		description: 'Seconds that one attempt may take, the whole answer included',
	},
];

export type SendingOption = 'concurrency' | 'maxRetries' | 'requestsPerSecond' | 'timeout';

/** The limits and default of a sending option, as the editor shows them. */
export function limitsOf(name: SendingOption) {
	const {
		displayName,
		default: preset,
		typeOptions,
	} = sending.find((field) => field.name === name)!;
	return {
		label: displayName,
		preset: Number(preset),
		min: Number(typeOptions?.minValue),
		max: Number(typeOptions?.maxValue),
		whole: typeOptions?.numberPrecision === undefined,
	};
}

const collection = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: alphabetical(options, ({ displayName }) => displayName),
});

/** What every read offers. */
export const readOptions = collection(sending);

/** What every write offers, and what one write offers besides. */
export function writeOptions(...more: INodeProperties[]): INodeProperties {
	return collection([...sending, idempotencyKey, ...more]);
}
