import type { INodeProperties } from 'n8n-workflow';
import { alphabetical } from '../shared/alphabetical';

const idempotencyKey: INodeProperties = {
	displayName: 'Idempotency Key',
	name: 'idempotencyKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.orderId }}',
	description:
		'A value of your own that identifies this write, e.g. an order number. OffBlocks carries out each key only once within an hour, whichever execution sends it. A UUID is used as is; any other value is hashed to a UUID. Without this option each item of each execution gets its own key, which n8n\'s "Retry On Fail" reuses.',
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
			'How many items to process at the same time (1–50). Items for the same card keep their order, and so does the output.',
	},
	{
		displayName: 'Max Retries',
		name: 'maxRetries',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 10 },
		default: 3,
		description:
			'How many times to retry a request (0–10) after a timeout, a dropped connection, or a response with status 408, 409, 429 or 5xx. Waits start at half a second, grow, and respect what OffBlocks asks for. A write keeps its idempotency key.',
	},
	{
		displayName: 'Requests per Second',
		name: 'requestsPerSecond',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1000, numberPrecision: 2 },
		default: 0,
		description:
			'Maximum requests per second for this node, per execution, e.g. 10 or 0.5. 0 means no limit.',
	},
	{
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3600 },
		default: 60,
		description: 'Maximum seconds per attempt, including reading the response',
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

/** What a call offers that changes something and takes no idempotency key. */
export const unkeyedOptions = (...more: INodeProperties[]) => collection([...sending, ...more]);

/** What every write offers, and what one write offers besides. */
export function writeOptions(...more: INodeProperties[]): INodeProperties {
	return collection([...sending, idempotencyKey, ...more]);
}
