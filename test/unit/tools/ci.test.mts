// What a CI counts of a test run: an exit code that says failed has a count that says so too.
import { writeFileSync } from 'node:fs';
import { runTwice } from '../../ci.mjs';

/** A jest that ends so, each time. */
const jestThat = (code: number, failed: number) =>
	async function run(_: string[], env: Record<string, string>): Promise<number> {
		const files = [{ name: __filename, failed: code !== 0 }];
		writeFileSync(env.JEST_RESULTS, JSON.stringify({ files, total: 5, failed, skipped: 1 }));
		return code;
	};

beforeEach(() => jest.spyOn(console, 'log').mockImplementation(() => undefined));
afterEach(() => jest.restoreAllMocks());

it.each([
	['all is well', 0, 0, { passed: 4, failed: 0 }],
	['two tests fail', 1, 2, { passed: 2, failed: 2 }],
	['only an afterAll fails', 1, 0, { passed: 4, failed: 1 }],
])('%s', async (_, code, failed, counted) => {
	const outcome = await runTwice(jestThat(code, failed), [], 'ci-test');
	expect(outcome).toMatchObject({ code, skipped: 1, ...counted });
});
