// sandbox/openapi.yaml is an OpenAPI document, by the schema that the OpenAPI Initiative publishes.
import { Contract } from '../../sandbox/http/contract.mts';
import { problemsOf } from '../../sandbox/http/metaSchema.mts';

const { document } = new Contract();

it('fits', () => {
	expect(document).toHaveProperty('openapi', expect.stringMatching(/^3\.0\./));
	expect(problemsOf(document, '3.0')).toBeUndefined();
});

it.each([
	['no title', { ...document, info: { version: '1' } }, '/info'],
	['a path without a slash', { ...document, paths: { cards: {} } }, '/paths'],
	['an unknown field', { ...document, path: {} }, ''],
])('is noticed where it does not: %s', (_, changed, instancePath) => {
	expect(problemsOf(changed, '3.0')).toContainEqual(expect.objectContaining({ instancePath }));
});
