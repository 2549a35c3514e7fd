// openapi.yaml against OpenAPI's own schema. fastify-openapi-glue does that whenever a sandbox is opened, half of the
// time that takes; it is a test's work (test/sandbox/document.test.mts).
import { Validator } from '@seriousme/openapi-schema-validator';

/** What its types leave out. */
interface Compiling {
	getAjvValidator(version: string): { (document: unknown): boolean; errors?: unknown };
}

const validators = Validator.prototype as unknown as Compiling;
const compile = validators.getAjvValidator;

validators.getAjvValidator = () => () => true;

/** What is wrong with a document, as ajv says it; undefined where nothing is. @param version of OpenAPI, e.g. `3.0` */
export function problemsOf(document: unknown, version: string): unknown {
	const validate = compile.call(new Validator() as unknown as Compiling, version);
	return validate(document) ? undefined : validate.errors;
}
