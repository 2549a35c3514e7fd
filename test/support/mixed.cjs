// Order of the test files. Those with a real n8n or a browser wait more than they compute, the others only compute: so
// they take turns, and neither is the processor idle nor a long file the last one. Within each kind as jest does: by the
// last run's times, or by size.
const { default: Sequencer } = require('@jest/test-sequencer');

const WAITING = ['e2e', 'browser', 'cluster'];

/** Files that compute for each one that waits: a few seconds each against most of a minute. */
const COMPUTING_EACH = 4;

module.exports = class Mixed extends Sequencer {
	sort(tests) {
		const sorted = super.sort(tests);
		const waits = ({ context }) => WAITING.includes(context.config.displayName?.name);
		const waiting = sorted.filter(waits);
		const computing = sorted.filter((test) => !waits(test));
		const mixed = waiting.flatMap((test) => [test, ...computing.splice(0, COMPUTING_EACH)]);
		return [...mixed, ...computing];
	}
};
