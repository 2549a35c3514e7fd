import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { fileAt } from '../files.mts';

const FILE = fileAt('openapi.yaml');

interface OperationObject {
	operationId?: string;
	security?: Array<Record<string, unknown>>;
	parameters?: Array<{ $ref?: string }>;
	requestBody?: unknown;
	responses?: Record<string, ResponseOrRef>;
}
export interface OpenApiDocument {
	paths: Record<string, Record<string, OperationObject>>;
	components: { responses: Record<string, ResponseObject> };
}
type ResponseObject = { content?: Record<string, unknown> };
type ResponseOrRef = ResponseObject & { $ref?: string };

interface Problem {
	keyword: string;
	schemaPath: string;
	/** JSON pointer. */
	instancePath: string;
	message?: string;
	params: Record<string, unknown>;
}

/** Whether a value fits; what is wrong with the last one stands in `errors`. */
export interface Check {
	(value: unknown): boolean;
	errors?: Problem[] | null;
}

/** What `openapi.yaml` asks of an operation's callers. */
export interface OperationRules {
	security: 'none' | 'bearer' | 'signed';
	idempotency: 'none' | 'required';
	hasBody: boolean;
}

/** Something the sandbox was about to say does not fit `openapi.yaml`: a fault in the sandbox. */
export class ContractError extends Error {}

/** `openapi.yaml` as a check on what the sandbox stores and answers. Requests are checked with the same rules, by fastify. */
export class Contract {
	readonly document: OpenApiDocument;
	readonly #ajv: Ajv;
	readonly #validators = new Map<string, ValidateFunction>();
	readonly #responses = new Map<string, Record<string, ResponseOrRef>>();
	readonly #parts = new Map<string, ValidateFunction>();
	readonly #pointers = new Map<string, string>();
	readonly #rules = new Map<string, OperationRules>();

	constructor() {
		this.document = parse(readFileSync(FILE, 'utf8')) as OpenApiDocument;
		// strict off: the document around the schemas is OpenAPI, not JSON Schema.
		this.#ajv = new Ajv({ strict: false, allErrors: true });
		addFormats.default(this.#ajv);
		// The vendor's amounts; no sign, no exponent.
		this.#ajv.addFormat('decimal', /^\d+(\.\d+)?$/);
		this.#ajv.addSchema(this.document, 'openapi');
		for (const [path, item] of Object.entries(this.document.paths)) {
			for (const [method, operation] of Object.entries(item)) {
				const { operationId, responses } = operation;
				if (operationId === undefined || responses === undefined) continue;
				this.#rules.set(operationId, rulesOf(operation));
				this.#responses.set(operationId, responses);
				this.#pointers.set(operationId, `/paths/${escape(path)}/${method}/responses`);
			}
		}
	}

	/** A check of a request's part, for fastify; compiled for the first such request to any of the sandboxes. */
	compile(schema: object): Check {
		let validate: ValidateFunction | undefined;
		const check: Check = (value) => {
			validate ??= this.#part(schema);
			const fits = validate(value);
			check.errors = validate.errors as Problem[] | null | undefined;
			return fits;
		};
		return check;
	}

	/** Each sandbox has a copy of the document. */
	#part(schema: object): ValidateFunction {
		const text = JSON.stringify(schema);
		const validate = this.#parts.get(text) ?? this.#ajv.compile(schema);
		this.#parts.set(text, validate);
		return validate;
	}

	rules(operationId: string): OperationRules {
		const rules = this.#rules.get(operationId);
		if (!rules) throw new Error(`${operationId} is not in openapi.yaml`);
		return rules;
	}

	/** @throws ContractError where the value does not fit the schema under `components` */
	checkSchema(schema: string, value: unknown): void {
		this.#check(`/components/schemas/${schema}`, value, schema);
	}

	/**
	 * @param body undefined where the answer has none
	 * @throws ContractError where the operation does not declare the status, or the body does not fit it
	 */
	checkResponse(operationId: string, status: number, body: unknown): void {
		const where = `${operationId} ${status}`;
		let declared = this.#responses.get(operationId)?.[String(status)];
		let pointer = `${this.#pointers.get(operationId)}/${status}`;
		if (declared?.$ref !== undefined) {
			pointer = declared.$ref.slice(1);
			declared = this.document.components.responses[pointer.split('/').at(-1) ?? ''];
		}
		if (!declared) throw new ContractError(`${where} is not declared in openapi.yaml`);
		if (!declared.content) {
			if (body !== undefined) throw new ContractError(`${where} is declared without a body`);
			return;
		}
		this.#check(`${pointer}/content/application~1json/schema`, body, where);
	}

	#check(pointer: string, value: unknown, where: string): void {
		let validate = this.#validators.get(pointer);
		if (!validate) {
			validate = this.#ajv.compile({ $ref: `openapi#${pointer}` });
			this.#validators.set(pointer, validate);
		}
		if (!validate(value)) {
			throw new ContractError(
				`${where} does not fit openapi.yaml: ${this.#ajv.errorsText(validate.errors)}`,
			);
		}
	}
}

function rulesOf({ security, parameters = [], requestBody }: OperationObject): OperationRules {
	const refs = parameters.map(({ $ref }) => $ref?.split('/').at(-1));
	return {
		security: security?.length === 0 ? 'none' : refs.includes('Signature') ? 'signed' : 'bearer',
		idempotency: refs.includes('IdempotencyKey') ? 'required' : 'none',
		hasBody: requestBody !== undefined,
	};
}

/** RFC 6901 section 3, then percent-encoded because the pointer stands in a URI fragment. */
function escape(path: string): string {
	return encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'));
}
