/** An answer other than success, with the sentence the client is shown. */
export class ApiError extends Error {
	readonly status: number;
	readonly code: string;

	/**
	 * @param status HTTP status
	 * @param code snake_case name for the body's `error`
	 * @param message one sentence: what is wrong and, where it helps, what to do
	 */
	constructor(status: number, code: string, message: string) {
		super(message);
		this.name = 'ApiError';
		this.status = status;
		this.code = code;
	}
}

export const badRequest = (message: string, code = 'invalid_request') =>
	new ApiError(400, code, message);
export const unauthorised = (message: string, code = 'unauthorised') =>
	new ApiError(401, code, message);
export const notFound = (what: string, id: string) =>
	new ApiError(404, 'not_found', `${what} ${id} does not exist.`);

/** The error body that this sandbox chose; the vendor documents none. */
export function errorBody(error: ApiError, requestId: string) {
	return { error: error.code, message: error.message, requestId };
}
