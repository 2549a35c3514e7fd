// Whether an answer fits sandbox/openapi.yaml, in words without values: paths of fields and what is wrong with them.
import { Contract, ContractError } from '../sandbox/http/contract.mts';
import type { Answer } from './http.mts';
import { fieldNames, isOk } from './answer.mts';

interface Schema {
	$ref?: string;
	allOf?: Schema[];
	type?: string;
	items?: Schema;
	properties?: Record<string, Schema>;
}
interface GetOperation {
	operationId: string;
	responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

const NAME = /^[A-Za-z_$][A-Za-z_]{0,39}\d?$/;
const DEEPEST = 8;

export class Fit {
	readonly #contract = new Contract();

	/**
	 * @param path as in the contract, e.g. `/cards/{cardId}`
	 * @returns one entry per kind of deviation; empty where the answer fits
	 */
	deviations(path: string, answer: Answer): string[] {
		const operation = this.#contract.document.paths[path]?.get as unknown as GetOperation;
		if (operation === undefined) return ['GET of this path is not in the contract'];
		if (!operation.responses[answer.status])
			return [`status ${answer.status} is not in the contract`];
		if (!isOk(answer) || answer.cut) return [];
		if (answer.json === undefined) return ['the body is not JSON'];
		return [...this.#misfits(operation.operationId, answer), ...this.#unknown(operation, answer)];
	}

	#misfits(operationId: string, { status, json }: Answer): string[] {
		try {
			this.#contract.checkResponse(operationId, status, json);
			return [];
		} catch (error) {
			if (error instanceof ContractError) return withoutIndexes(error.message);
			throw error;
		}
	}

	/** Fields of the answer that the contract does not have: it may have grown since. */
	#unknown({ responses }: GetOperation, { status, json }: Answer): string[] {
		const schema = responses[status].content?.['application/json']?.schema;
		if (schema === undefined) return [];
		const known = new Set<string>();
		this.#fields(schema, '', known, 0);
		// `known` has the objects between as well as the leaves; a name that is known as an object covers what is in it.
		const fields = fieldNames(json).filter((name) => !known.has(name));
		return fields.map((name) => `${name}: not in the contract`);
	}

	#fields(schema: Schema, path: string, known: Set<string>, depth: number): void {
		if (depth > DEEPEST) return;
		if (schema.$ref !== undefined) {
			this.#fields(this.#resolve(schema.$ref), path, known, depth + 1);
			return;
		}
		if (path) known.add(path);
		for (const part of schema.allOf ?? []) this.#fields(part, path, known, depth + 1);
		if (schema.items) this.#fields(schema.items, `${path}[]`, known, depth + 1);
		for (const [name, property] of Object.entries(schema.properties ?? {})) {
			this.#fields(property, path ? `${path}.${name}` : name, known, depth + 1);
		}
	}

	#resolve(ref: string): Schema {
		const parts = ref.slice(2).split('/');
		const found = parts.reduce<unknown>(
			(at, part) => (at as Record<string, unknown> | undefined)?.[part],
			this.#contract.document,
		);
		return (found ?? {}) as Schema;
	}
}

/** `data/0/status must be …, data/7/status must be …` becomes `[].status must be … (2 times)`. */
function withoutIndexes(message: string): string[] {
	const counts = new Map<string, number>();
	for (const part of message.replace(/^.*?openapi\.yaml: /, '').split(/, (?=data\b)/)) {
		// `#unknown` names them.
		if (part.endsWith('must NOT have additional properties')) continue;
		const [, pointer, problem] = /^data(\S*) (.*)$/s.exec(part) ?? ['', '', 'does not fit'];
		const line = `${fieldPath(pointer)} ${wordless(problem)}`.trim();
		counts.set(line, (counts.get(line) ?? 0) + 1);
	}
	return [...counts].map(([line, count]) => (count > 1 ? `${line} (${count} times)` : line));
}

function fieldPath(pointer: string): string {
	return pointer
		.split('/')
		.filter(Boolean)
		.map((part) => (/^\d+$/.test(part) ? '[]' : NAME.test(part) ? `.${part}` : '.(other)'))
		.join('')
		.replace(/^\./, '');
}

/** The validator's words hold a rule of the contract and no value; a name in quotes is a field's, or left out. */
function wordless(problem: string): string {
	return problem.replace(/'([^']*)'/g, (_, name: string) => (NAME.test(name) ? name : '(other)'));
}
