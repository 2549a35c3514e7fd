// A jest reporter that writes what became of the tests to the file $JEST_RESULTS.
import { writeFileSync } from 'node:fs';

export default class ResultReporter {
	onRunComplete(_contexts, results) {
		const files = results.testResults.map(
			({ testFilePath, testExecError, numFailingTests, perfStats }) => ({
				name: testFilePath,
				seconds: perfStats.runtime / 1000,
				failed: testExecError !== undefined || numFailingTests > 0,
			}),
		);
		writeFileSync(
			process.env.JEST_RESULTS,
			JSON.stringify({
				files,
				total: results.numTotalTests,
				failed: results.numFailedTests,
				skipped: results.numPendingTests,
			}),
		);
	}
}
