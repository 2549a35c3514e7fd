/** So many at a time; the others wait in line. */
export class Places {
	private free: number;

	private readonly line: Array<() => void> = [];

	constructor(count: number) {
		this.free = count;
	}

	/** Does `work` once there is a place; however it ends, the place goes to the next in line. */
	async take<T>(work: () => Promise<T>): Promise<T> {
		if (this.free > 0) this.free -= 1;
		else await new Promise<void>((come) => this.line.push(come));
		try {
			return await work();
		} finally {
			const next = this.line.shift();
			if (next) next();
			else this.free += 1;
		}
	}
}
