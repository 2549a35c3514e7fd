import { coveredComponents } from '../../../credentials/request/coveredComponents.ts';

it.each([
	['@METHOD, @Path  Content-Type', ['@method', '@path', 'content-type']],
	['"Content-Type" X-None', ['content-type']],
	// The name of a parameter is the query's own, in capitals or not.
	['"@query-param";name="Page"', ['"@query-param";name="Page"']],
	['', []],
])('%s', (list, wanted) => {
	expect(coveredComponents(list, { 'content-type': 'application/json' })).toEqual(wanted);
});
