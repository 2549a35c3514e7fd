// Order of the test files: those with a real n8n or a browser first, for they take longest, and a long one must not
// be the last. Within a suite as jest does: by the last run's times, or by size.
const { default: Sequencer } = require('@jest/test-sequencer');

const SUITES = ['e2e', 'browser', 'integration', 'unit'];

module.exports = class LongestFirst extends Sequencer {
	sort(tests) {
		const rank = ({ context }) => SUITES.indexOf(context.config.displayName?.name);
		return super.sort(tests).sort((a, b) => rank(a) - rank(b));
	}
};
