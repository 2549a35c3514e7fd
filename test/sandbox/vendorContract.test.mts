import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readOperations } from '../support/openapi.mts';
import { root } from '../../tools/setup/places.mjs';

// The sandbox's OpenAPI file against the vendor's, in both directions: nothing missing, nothing more.

const OURS = readOperations(join(root, 'sandbox', 'openapi.yaml'));
const VENDOR_FILE = join(root, '..', 'shared', 'api', 'vendor', 'api.yaml');

/** Statuses that the vendor's file does not list, and why the sandbox has them. 429 and 503 are faults on demand. */
const EXTRA_ERRORS: Record<string, (operation: string) => boolean> = {
	// The vendor's Idempotency page: a request with this key is in flight; the key was used with another payload.
	'409': isSignedWrite,
	'422': isSignedWrite,
	// What an unknown id gives is not known.
	'404': (operation) => operation === 'PUT /webhooks',
};

function isSignedWrite(operation: string): boolean {
	return !operation.startsWith('GET ') && !/ \/auth\//.test(operation);
}

if (existsSync(VENDOR_FILE)) {
	const vendor = readOperations(VENDOR_FILE);

	test("the sandbox has the vendor's operations, all 46, and no other", () => {
		expect([...OURS.keys()].sort()).toEqual([...vendor.keys()].sort());
		expect(vendor.size).toBe(46);
	});

	describe.each([...vendor.keys()])('%s', (operation) => {
		const theirs = vendor.get(operation);
		const ours = OURS.get(operation);

		test('token, parameters and headers', () => {
			expect(ours?.bearer).toBe(theirs?.bearer);
			expect(ours?.parameters).toEqual(theirs?.parameters);
		});

		test('request body', () => expect(ours?.body).toEqual(theirs?.body));

		test('success: statuses and bodies', () => expect(ours?.successes).toEqual(theirs?.successes));

		test('errors: statuses, but for the extra ones that are named', () => {
			const extra = (status: string) =>
				!theirs?.errors.includes(status) && EXTRA_ERRORS[status]?.(operation) === true;
			expect(ours?.errors.filter((status) => !extra(status)).sort()).toEqual(
				theirs?.errors.slice().sort(),
			);
		});

		test('deliveries to the callback', () => expect(ours?.callbacks).toEqual(theirs?.callbacks));
	});
} else {
	const sentence = `NOT COMPARED: the vendor's file ${join('..', 'shared', 'api', 'vendor', 'api.yaml')} is not here`;
	process.stderr.write(`${sentence}\n`);
	test.skip(sentence, () => undefined);
}
