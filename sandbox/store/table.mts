import type { Database } from './database.mts';

/** Rows that are read at once. */
const PAGE = 1_000;

/** Throws where a value does not fit the named schema of `openapi.yaml`. */
export type ShapeCheck = (schema: string, value: unknown) => void;

interface Row {
	json: string;
}

/** Columns beside id and JSON that queries need, each with the entity's value for it ('' for none). */
type Columns<Entity> = Record<string, (entity: Entity) => string>;

/**
 * One kind of entity. Every one passes the shape check on its way in, so that a list can be answered as the
 * stored texts joined, without being parsed and checked again. Lists are in the order of creation.
 */
export class Table<Entity extends { id: string }, Column extends string = never> {
	readonly #database: Database;
	readonly #check: ShapeCheck;
	readonly #name: string;
	readonly #schema: string;
	readonly #columns: Array<readonly [string, (entity: Entity) => string]>;
	readonly #insert: string;

	/** @param name the table's name in SQL; @param schema the entity's under `components` in `openapi.yaml` */
	constructor(
		database: Database,
		check: ShapeCheck,
		name: string,
		schema: string,
		columns: Record<Column, (entity: Entity) => string>,
	) {
		this.#database = database;
		this.#check = check;
		this.#name = name;
		this.#schema = schema;
		this.#columns = Object.entries(columns as Columns<Entity>);
		const names = ['id', ...this.#columns.map(([column]) => column), 'json'];
		const changed = names.slice(1).map((column) => `${column} = excluded.${column}`);
		this.#insert = `INSERT INTO ${name} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
			ON CONFLICT (id) DO UPDATE SET ${changed.join(', ')}`;
	}

	get(id: string): Entity | undefined {
		const row = this.#database.get<Row>(`SELECT json FROM ${this.#name} WHERE id = ?`, id);
		return row && (JSON.parse(row.json) as Entity);
	}

	/** All of them, or those with a value in a column. */
	list(column?: Column, value = ''): Entity[] {
		const [where, values] = column === undefined ? ['', []] : [`WHERE ${column} = ?`, [value]];
		return this.#database
			.all<Row>(`SELECT json FROM ${this.#name} ${where} ORDER BY seq`, ...values)
			.map(({ json }) => JSON.parse(json) as Entity);
	}

	/** All of them, or those with a value in a column, as one JSON array, in pieces: however many, a page is in memory. */
	*arrayText(column?: Column, value?: string): Generator<string> {
		let before = '[';
		for (const page of this.texts(column, value)) {
			if (page.length === 0) continue;
			yield before + page.join(',');
			before = ',';
		}
		yield before === '[' ? '[]' : ']';
	}

	/**
	 * All of them, or those with a value in a column, as JSON texts, page by page: however many there are, a page is in
	 * memory. What changes while they are read comes once, as it was or as it is; what is made meanwhile may come.
	 */
	*texts(column?: Column, value = '', page = PAGE): Generator<string[]> {
		const where = column === undefined ? '' : `${column} = ? AND `;
		const sql = `SELECT seq, json FROM ${this.#name} WHERE ${where}seq > ? ORDER BY seq LIMIT ?`;
		const values = column === undefined ? [] : [value];
		for (let after = 0; ;) {
			const rows = this.#database.all<Row & { seq: number }>(sql, ...values, after, page);
			if (rows.length > 0) yield rows.map(({ json }) => json);
			const last = rows.at(-1);
			if (!last || rows.length < page) return;
			after = last.seq;
		}
	}

	/** The newest first, so many at most: of all, or of those with a value in a column. */
	latest(limit: number, column?: Column, value = ''): Entity[] {
		const [where, values] = column === undefined ? ['', []] : [`WHERE ${column} = ?`, [value]];
		const sql = `SELECT json FROM ${this.#name} ${where} ORDER BY seq DESC LIMIT ?`;
		return this.#database
			.all<Row>(sql, ...values, limit)
			.map(({ json }) => JSON.parse(json) as Entity);
	}

	count(): number {
		return this.#database.get<{ n: number }>(`SELECT count(*) AS n FROM ${this.#name}`)?.n ?? 0;
	}

	/** Stores an entity, new or changed. @throws ContractError where it does not fit its schema */
	put(entity: Entity): void {
		this.#check(this.#schema, entity);
		const values = this.#columns.map(([, valueOf]) => valueOf(entity));
		this.#database.run(this.#insert, entity.id, ...values, JSON.stringify(entity));
	}

	/**
	 * Stores many alike without a look at each.
	 * @param sample one that has what they all have
	 * @returns stores the JSON text of one; `values` are those of the columns, in their order
	 * @throws ContractError where the sample does not fit its schema
	 */
	alike(sample: Entity): (id: string, values: readonly string[], json: string) => void {
		this.#check(this.#schema, sample);
		return (id, values, json) => this.#database.run(this.#insert, id, ...values, json);
	}

	delete(id: string): void {
		this.#database.run(`DELETE FROM ${this.#name} WHERE id = ?`, id);
	}
}
