import { validate, version } from 'uuid';
import {
	deriveIdempotencyKey,
	userIdempotencyKey,
} from '../../../nodes/OffBlocks/api/idempotency.ts';
import type { ApiRequest } from '../../../nodes/OffBlocks/api/types.ts';

const identity = {
	instanceId: 'instance',
	workflowId: 'workflow',
	executionId: '12',
	startedAt: 1_790_000_000_000,
	nodeId: 'node',
	call: 0,
	itemIndex: 3,
};
const request: ApiRequest = {
	method: 'POST',
	path: '/accounts/a/cards',
	body: { type: 'virtual' },
};

describe('deriveIdempotencyKey', () => {
	const key = deriveIdempotencyKey(identity, request);

	it('is a UUID v5 that a second try repeats', () => {
		expect(validate(key) && version(key)).toBe(5);
		expect(deriveIdempotencyKey({ ...identity }, { ...request })).toBe(key);
	});

	it('stays when only the body changes, so that the API refuses the retry instead of issuing twice', () => {
		expect(deriveIdempotencyKey(identity, { ...request, body: { type: 'physical' } })).toBe(key);
	});

	it.each([
		['instance', { instanceId: 'other' }],
		['workflow', { workflowId: 'other' }],
		['execution', { executionId: '13' }],
		['node', { nodeId: 'other' }],
		['execution of the same number', { startedAt: 1_790_000_000_001 }],
		['run', { call: 1 }],
		["call of an agent's tool", { call: 'b0b1' }],
		['item', { itemIndex: 4 }],
	])('differs for another %s', (_, change) => {
		expect(deriveIdempotencyKey({ ...identity, ...change }, request)).not.toBe(key);
	});

	it('differs for another method or path', () => {
		expect(deriveIdempotencyKey(identity, { ...request, method: 'PUT' })).not.toBe(key);
		expect(deriveIdempotencyKey(identity, { ...request, path: '/accounts/b/cards' })).not.toBe(key);
	});

	it('does not run neighbouring parts together', () => {
		const a = deriveIdempotencyKey({ ...identity, executionId: '1', nodeId: '2x' }, request);
		const b = deriveIdempotencyKey({ ...identity, executionId: '12', nodeId: 'x' }, request);
		expect(a).not.toBe(b);
	});
});

describe('userIdempotencyKey', () => {
	it('takes a UUID as it is', () => {
		expect(userIdempotencyKey(' 123E4567-e89b-12d3-a456-426614174000 ')).toBe(
			'123e4567-e89b-12d3-a456-426614174000',
		);
	});

	it('takes half a surrogate pair', () => {
		expect(validate(userIdempotencyKey('a\ud800'))).toBe(true);
	});

	it('hashes anything else to a UUID, the same one each time', () => {
		const key = userIdempotencyKey('order-4711');
		expect(validate(key)).toBe(true);
		expect(userIdempotencyKey('order-4711 ')).toBe(key);
		expect(userIdempotencyKey('order-4712')).not.toBe(key);
	});

	it('is stable across releases: people rely on a key to hold over an update', () => {
		expect(userIdempotencyKey('order-4711')).toMatchInlineSnapshot(
			`"d6c261d4-c3a1-5b97-826c-8c38b2255528"`,
		);
	});
});
