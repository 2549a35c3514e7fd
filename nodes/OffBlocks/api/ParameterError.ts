/** Parameters of one item that cannot be sent: `message` names all that is wrong with them. */
export class ParameterError extends Error {
	override readonly name = 'ParameterError';

	readonly description = 'Nothing was sent for this item. Correct it and run the node again.';

	constructor(problems: string[]) {
		super(problems.join('. '));
	}
}
