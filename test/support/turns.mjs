// What an everyday CI run does of the longest files with a real n8n or a browser: a seventh, another one each day of a
// week. `npm test` and the weekly full run do all.

/**
 * Files that take turns, by the processor time that they take about the same in each turn, a browser in each. None of
 * them does a part of its own each day (`volume.mts`): of kills, soaks and large numbers there is some in every run.
 */
export const TURNS = [
	['browser/credential'],
	['browser/customRules', 'browser/workflow'],
	['browser/operations', 'e2e/toolAnswers'],
	['browser/examples', 'e2e/moneyWorkflows'],
	['browser/keyWithoutTerminal', 'browser/pickers', 'e2e/agent', 'e2e/workflowCopy'],
	['browser/firstUse', 'browser/setup'],
	['browser/sandbox', 'e2e/secretsMatrix', 'e2e/workflows'],
];

/** Names of the files whose turn it is not. @param {number} rotation the number that a run prints */
export function leftToOtherDays(rotation) {
	return TURNS.filter((_, turn) => turn !== rotation % TURNS.length).flat();
}
