import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { userIdempotencyKey } from '../api/idempotency';
import { ParameterError } from '../api/ParameterError';
import { Calendar } from '../shared/Calendar';
import { isUuid } from '../shared/uuid';
import { ownKeyProblem } from './ownKey';
import { limitsOf, type SendingOption } from './sendingOptions';
import { NodeParameters } from './NodeParameters';
import { readOnlyAccounts } from './onlyAccounts';
import { countWrite } from './toolCall';
import { plainNumber, plainText, unwrapped } from '../shared/values';

/**
 * Reads and checks the parameters of one item. What is wrong is gathered, so that one look shows all
 * of it; `check()` then says so. A value read from a faulty parameter is not fit to be sent.
 */
export class Parameters {
	private readonly problems: string[] = [];

	private readonly context: IExecuteFunctions;

	private readonly itemIndex: number;

	private readonly ofAll: NodeParameters;

	/** @param ofAll one for all items of a run */
	constructor(context: IExecuteFunctions, itemIndex: number, ofAll = new NodeParameters(context)) {
		this.context = context;
		this.itemIndex = itemIndex;
		this.ofAll = ofAll;
	}

	/** @throws {ParameterError} naming everything found wrong so far */
	check(): void {
		if (this.problems.length) throw new ParameterError(this.problems);
	}

	/** A resource locator that must hold a UUID, in lower case. `label` is the field's name in the editor. */
	id(name: string, label: string): string {
		const text = unwrapped(this.picked(name));
		if (!text) this.problems.push(`${label} is empty`);
		else if (!isUuid(text)) {
			this.problems.push(
				`${label} is not a UUID: "${text.slice(0, 60)}". It should look like 123e4567-e89b-12d3-a456-426614174000`,
			);
		}
		return text.toLowerCase();
	}

	/** What a resource locator holds, trimmed; '' where nothing was chosen. */
	picked(name: string): string {
		return plainText(this.ofAll.value(name, this.itemIndex, '', true));
	}

	/** The user's own idempotency key as a UUID, if the option is there and not left blank. */
	idempotencyKey(): string | undefined {
		const value = this.options().idempotencyKey ?? '';
		const written = (this.written('options') as IDataObject | undefined)?.idempotencyKey;
		const text = plainText(value);
		const problem = ownKeyProblem(value, written, (part) =>
			this.context.evaluateExpression(part, this.itemIndex),
		);
		if (problem) this.problems.push(`Idempotency Key ${problem}`);
		return text ? userIdempotencyKey(text) : undefined;
	}

	/** One of the options for how requests are sent, in its unit; the default where it is not set. */
	sending(name: SendingOption): number {
		const { label, preset, min, max, whole } = limitsOf(name);
		const value = this.options()[name];
		if (value === undefined || value === null || value === '') return preset;
		const number = plainNumber(value);
		const fits = whole ? Number.isInteger(number) : Number.isFinite(number);
		if (!fits || number < min || number > max) {
			this.problems.push(`${label} must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}`);
		}
		return number;
	}

	/** How many results are wanted: a whole number from 1, or Infinity. */
	limit(): number {
		if (this.value('returnAll', false) === true) return Infinity;
		const limit = plainNumber(this.value('limit', 50));
		if (!Number.isInteger(limit) || limit < 1) {
			this.problems.push('Limit must be a whole number of 1 or more');
		}
		return limit;
	}

	/** A parameter as n8n gives it, expressions resolved. What is wrong with it goes to `problem()`. */
	value(name: string, fallback?: unknown): unknown {
		return this.ofAll.value(name, this.itemIndex, fallback);
	}

	/** What the input item itself holds. */
	inputItem(): IDataObject {
		return this.context.getInputData()[this.itemIndex]?.json ?? {};
	}

	/** A parameter as the workflow stores it, expressions not resolved. */
	written(name: string): unknown {
		return this.ofAll.written[name];
	}

	/**
	 * Adds a problem where an AI agent uses the node as its tool and the field `name` has none of these values. An
	 * expression counts as none: `$fromAI` would let the model choose by itself.
	 */
	requireForAgent(name: string, values: readonly string[], problem: string): void {
		if (!this.ofAll.isTool) return;
		if (!values.includes(this.written(name) as string)) this.problems.push(problem);
	}

	/**
	 * Adds a problem where an AI agent has made as many writes with the node in this execution as the field `name`
	 * says; all tries of one call are one. 0 is no cap, and an expression lets none through.
	 */
	capForAgent(name: string): void {
		const most = this.written(name) ?? 0;
		if (most === 0 || this.problems.length || !this.ofAll.isTool) return;
		if (typeof most === 'number' && countWrite(this.context, this.itemIndex, most)) return;
		this.problems.push(
			`This tool is allowed ${String(most)} writes in one execution, and has made them. A person can allow more in this node: "Most Writes per Execution"`,
		);
	}

	/** The accounts that a person keeps this tool to, undefined for all. @throws {ParameterError} */
	onlyAccounts(): ReadonlySet<string> | undefined {
		return readOnlyAccounts(this.context);
	}

	/** Adds to what `check()` says. */
	problem(sentence: string): void {
		this.problems.push(sentence);
	}

	/** Of the workflow's time zone; of UTC, and a problem, where that is none. */
	calendar(): Calendar {
		const zone = this.context.getTimezone();
		try {
			return new Calendar(zone);
		} catch {
			this.problems.push(
				`The time zone is not valid: "${zone}". Set it in the workflow settings, or for all workflows with n8n's variable GENERIC_TIMEZONE`,
			);
			return new Calendar('UTC');
		}
	}

	/** One of what the collection Options holds, undefined where it is not there. */
	option(name: string): unknown {
		return this.options()[name];
	}

	private options(): IDataObject {
		return this.value('options', {}) as IDataObject;
	}
}
