import { createHash } from 'node:crypto';
import type { Read } from '../../../../engine/Operation';

/**
 * SHA-256 over all that was read, byte by byte as it came: a line for each answer as `sha256sum` writes it, by path,
 * and over these lines once more. So the order in which answers come makes no difference, and with the answers
 * saved below their paths, `sha256sum` comes to the same.
 */
export class InputHash {
	/** By path. */
	private readonly answers = new Map<string, string>();

	/** The same reading, of which each answer is counted in. */
	reading(read: Read): Read {
		return async (request, list) => {
			let hash = createHash('sha256');
			const tap = {
				begin: () => (hash = createHash('sha256')),
				add: (piece: Buffer) => hash.update(piece),
			};
			const answer = await read({ ...request, tap }, list);
			this.answers.set(request.path.slice(1), hash.digest('hex'));
			return answer;
		};
	}

	/** `sha256:` and 64 hexadecimal digits. */
	end(): string {
		const lines = [...this.answers.keys()]
			.sort()
			.map((path) => `${this.answers.get(path)}  ${path}\n`);
		return `sha256:${createHash('sha256').update(lines.join('')).digest('hex')}`;
	}
}
