// What an everyday CI run does of the longest files with a real n8n or a browser: a third, another one each day.
// `npm test` and the weekly full run do all.

/** Files that take turns, by their time about the same in each turn. */
export const TURNS = [
	['e2e/workflows', 'browser/operations', 'browser/setup'],
	[
		'e2e/soakCreates',
		'e2e/triggerLifeCycle',
		'browser/credential',
		'browser/firstUse',
		'browser/otherReports',
	],
	[
		'e2e/secretsMatrix',
		'e2e/triggerDeliveries',
		'browser/customRules',
		'browser/examples',
		'browser/workflow',
	],
];

/** Names of the files whose turn it is not. @param {number} rotation the number that a run prints */
export function leftToOtherDays(rotation) {
	return TURNS.filter((_, turn) => turn !== rotation % TURNS.length).flat();
}
