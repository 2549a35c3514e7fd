import fc from 'fast-check';
import type { IExecuteFunctions } from 'n8n-workflow';
import { ParameterError } from '../../../nodes/OffBlocks/api/ParameterError.ts';
import { userIdempotencyKey } from '../../../nodes/OffBlocks/api/idempotency.ts';
import type { PreparedCall } from '../../../nodes/OffBlocks/engine/Operation.ts';
import { registry } from '../../../nodes/OffBlocks/resources/index.ts';
import { Parameters } from '../../../nodes/OffBlocks/engine/ItemParameters.ts';

const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const PATHS = new RegExp(`^/(cards|cards/${UUID}(/(de)?activate)?|accounts/${UUID}/cards)$`);

/** Anything that an expression can make of a field: mostly text and nothing, now and then what fits. */
const loose = (...fitting: unknown[]) =>
	fc.oneof(
		{ weight: 4, arbitrary: fc.constantFrom(...fitting) },
		{ weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
		{ weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
		{
			weight: 1,
			arbitrary: fc.constantFrom(undefined, null, NaN, '', ' ', 0, [], {}, { toString: 0 }),
		},
	);
const id = loose(
	'123e4567-e89b-12d3-a456-426614174000',
	' 123E4567-E89B-12D3-A456-426614174000\n',
	'123e4567-e89b-12d3-a456-42661417400',
	'../cards',
);
const address = loose(
	{ firstLine: '1 Street', city: 'London', country: 'gb', postCode: 12345 },
	{ firstLine: 'A', secondLine: 'B', city: 'C', state: 'D', country: 'DE', postCode: 'E' },
	{ firstLine: '1 Street', city: 'London', country: 'Großbritannien', postCode: '' },
);
const values = fc.record({
	accountId: id,
	cardId: id,
	type: loose('virtual', 'physical'),
	'billingAddress.address': address,
	'shippingAddress.address': address,
	returnAll: loose(true, false),
	limit: loose(1, 50, '7', 0, -1, 1.5),
	filters: fc.oneof(
		loose({}, { statuses: ['active'] }, { lastFour: '9871', types: ['virtual'] }),
		fc.record({
			statuses: loose(['Active', 'frozen'], 'active,inactive', [{ toString: 1 }]),
			countries: loose('gb', ['UK'], [[['FR']]]),
			nameContains: loose('Ada', '={{ $json.name }}'),
			createdAfter: loose(new Date(0), new Date(NaN), '2026-01-31', '={{ $now }}'),
			expiresWithinDays: loose(30, '7', true, [7]),
		}),
	),
	sort: loose('none', 'name'),
	output: loose('simplified', 'raw', 'selectedFields'),
	fields: loose(['id', 'name'], 'id, status', []),
	options: loose({}, { idempotencyKey: 'order 1' }, { concurrency: 5, timeout: 2 }),
});

function contextOf(given: Record<string, unknown>): IExecuteFunctions {
	return {
		getNodeParameter: (name: string, _: number, fallback?: unknown) => given[name] ?? fallback,
		getNode: () => ({ type: 'n8n-nodes-offblocks.offBlocks', parameters: given }),
		getTimezone: () => 'Europe/London',
	} as unknown as IExecuteFunctions;
}

const SIMPLE = [
	'create',
	'get',
	'getAll',
	'getAllByAccount',
	'activate',
	'deactivate',
	'terminate',
];

it.each(SIMPLE)('%s: a request that can be sent, or a sentence about what is wrong', (name) => {
	fc.assert(
		fc.property(values, (given) => {
			const parameters = new Parameters(contextOf(given), 0);
			let call: PreparedCall;
			try {
				call = registry.operations
					.get(`card/${name}`)!
					.operation.prepare(parameters) as PreparedCall;
				parameters.check();
			} catch (error) {
				expect(error).toBeInstanceOf(ParameterError);
				expect((error as Error).message).toMatch(/\S/);
				expect((error as Error).message.length).toBeLessThan(5_000);
				return;
			}
			expect(call.request.path).toMatch(PATHS);
			const body = JSON.parse(JSON.stringify(call.request.body ?? {})) as Record<string, object>;
			for (const part of Object.values(body)) expect(part).toBeTruthy();
			if (body.billingAddress)
				expect((body.billingAddress as { country: string }).country).toMatch(/^[A-Z]{2}$/);
		}),
		{ numRuns: 600 },
	);
});

it.each(['concurrency', 'maxRetries', 'requestsPerSecond', 'timeout'] as const)(
	'%s: a number within its limits, or a sentence',
	(option) => {
		fc.assert(
			fc.property(loose(1, 5, '7', 1.5, -1, 1e9, Infinity), (value) => {
				const parameters = new Parameters(contextOf({ options: { [option]: value } }), 0);
				const number = parameters.sending(option);
				try {
					parameters.check();
				} catch (error) {
					expect((error as Error).message).toMatch(/must be a (whole )?number from \d+ to \d+$/);
					return;
				}
				expect(number).toBeGreaterThanOrEqual(0);
				expect(number).toBeLessThanOrEqual(3_600);
			}),
			{ numRuns: 300 },
		);
	},
);

it('makes a UUID of any idempotency key, the same for the same', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
			const key = userIdempotencyKey(text);
			expect(key).toMatch(new RegExp(`^${UUID}$`));
			expect(userIdempotencyKey(text)).toBe(key);
		}),
		{ numRuns: 500 },
	);
});
