/**
 * The sandbox's lines about deliveries, for a terminal: that n8n does not take events yet is one line, however
 * many events there are and however often each is tried. All other lines stay as they are.
 */
export class QuietRetries {
	readonly #waiting = new Set<string>();

	/** @returns the line to show; undefined where it says nothing new */
	line(line: string): string | undefined {
		const attempt = /^webhook (\S+) (\S+) attempt (\d+): (.+), (pending|delivered|dropped)$/.exec(
			line,
		);
		if (!attempt) return line;
		const [, type, id, count, outcome, state] = attempt;
		if (state === 'pending') {
			const isFirst = this.#waiting.size === 0;
			this.#waiting.add(id);
			return isFirst
				? `webhook ${type} ${id} not delivered yet (${outcome}); it is sent again until n8n accepts it`
				: undefined;
		}
		this.#waiting.delete(id);
		if (state === 'dropped') return line;
		return `webhook ${type} ${id} delivered${count === '1' ? '' : ` at attempt ${count}`}`;
	}
}
