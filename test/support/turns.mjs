// What an everyday CI run does of the longest files with a real n8n or a browser: a fifth, another one each day.
// `npm test` and the weekly full run do all.

/**
 * Files that take turns, by the processor time that they take about the same in each turn, a browser in each. None of
 * them does a part of its own each day (`volume.mts`): of kills, soaks and large numbers there is some in every run.
 */
export const TURNS = [
	['browser/examples', 'browser/setup'],
	['browser/workflow', 'e2e/workflows'],
	['browser/credential', 'browser/firstUse', 'e2e/workflowCopy'],
	['browser/operations', 'e2e/moneyWorkflows', 'e2e/secretsMatrix'],
	['browser/customRules', 'browser/keyWithoutTerminal', 'browser/pickers', 'browser/sandbox'],
];

/** Names of the files whose turn it is not. @param {number} rotation the number that a run prints */
export function leftToOtherDays(rotation) {
	return TURNS.filter((_, turn) => turn !== rotation % TURNS.length).flat();
}
