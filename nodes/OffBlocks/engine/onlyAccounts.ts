import type { IExecuteFunctions } from 'n8n-workflow';
import { ParameterError } from '../api/ParameterError';
import { readChoices, uuid, type Problems } from '../shared/choices';
import { isTool } from './toolCall';

/** The field of the node. */
export const ONLY_ACCOUNTS = 'agentOnlyAccounts';

/** `$('Name').first().json.path`, `.last()`, `.all()[0]`, or a list: `$('Name').all().map(item => item.json.path)`. */
const NODE = /\$\((?:'([^'\\]+)'|"([^"\\]+)")\)/.source;
const PATH = /\.json(?:\.\w+|\[(?:\d+|'[^'\\]+'|"[^"\\]+")\])+/.source;
const OF_A_NODE = new RegExp(
	`^\\s*\\{\\{\\s*${NODE}\\.(?:(?:first|last)\\(\\)${PATH}|all\\(\\)(?:\\[\\d+\\]${PATH}|\\.map\\(\\s*\\(?(\\w+)\\)?\\s*=>\\s*\\3${PATH}\\s*\\)))\\s*\\}\\}\\s*$`,
);

/**
 * The accounts that a person keeps this tool to, in lower case; undefined for all. One set for the whole run.
 *
 * @throws {ParameterError} where the field holds no account, or an expression that a model could have a hand in
 */
export function readOnlyAccounts(context: IExecuteFunctions): ReadonlySet<string> | undefined {
	if (!isTool(context)) return undefined;
	const written = context.getNode().parameters[ONLY_ACCOUNTS];
	if (written === undefined || written === '') return undefined;
	const wrong: string[] = [];
	const problems: Problems = { problem: (sentence) => wrong.push(sentence) };
	const ids = read(context, written, problems);
	if (wrong.length) throw new ParameterError(wrong);
	return ids;
}

function read(context: IExecuteFunctions, written: unknown, problems: Problems): Set<string> {
	// n8n takes the sign of an expression off in a field that is to have none, and resolves none there.
	const expression = /^\s*=|\{\{/.test(String(written))
		? String(written).replace(/^=/, '')
		: undefined;
	if (expression !== undefined && !isBeforeAgent(context, expression)) {
		problems.problem(
			'Only These Accounts has an expression that cannot be used: it can only name a field of a node before the agent. A person has to correct it in this node',
		);
		return new Set();
	}
	const given = expression === undefined ? written : context.evaluateExpression(expression, 0);
	const ids = readChoices('Only These Accounts', given, uuid, problems);
	if (!ids.size) {
		problems.problem(
			'Only These Accounts contains no account, so nothing is allowed. A person has to correct it in this node',
		);
	}
	return ids;
}

/**
 * Whether an expression names one node, and that node stands before an agent with this tool and not behind it. What
 * else an expression can name (`$fromAI`, `$json`, a tool, the agent itself, an MCP trigger) a model can fill.
 */
function isBeforeAgent(context: IExecuteFunctions, expression: string): boolean {
	const [, single, double] = OF_A_NODE.exec(expression) ?? [];
	const name = single ?? double;
	if (!name) return false;
	const after = (of: string) => context.getChildNodes(of).map((node) => node.name);
	const own = context.getNode().name;
	const hasTool = (agent: string) =>
		context.getParentNodes(agent, { connectionType: 'ai_tool' }).some((tool) => tool.name === own);
	const agents = after(name).filter(hasTool);
	return agents.length > 0 && !agents.some((agent) => after(agent).includes(name));
}
