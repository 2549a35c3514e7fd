/** Something that the person at the keyboard can mend: what happened, and `hint`, what to do next. */
export class SetupError extends Error {
	constructor(message, hint) {
		super(`${message}\n\nWhat to do: ${hint}`);
		this.name = 'SetupError';
	}
}

/** Ends the process on an error, with a stack only where the error is our own mistake. */
export function exitWith(error) {
	console.error(`\n${error instanceof SetupError ? error.message : error.stack}`);
	process.exit(1);
}
