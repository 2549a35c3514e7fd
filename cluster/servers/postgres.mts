// A database of the cluster's own, in this machine's PostgreSQL or in one that is started for it.
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import pg from 'pg';
import { startChild } from '../../tools/child.mts';
import { untilReady } from '../../tools/n8n.mts';
import { findPrograms } from './binaries.mts';
import { type Server, serve } from './Server.mts';
import { giveTo, unprivilegedUser } from './unprivileged.mts';

const execute = promisify(execFile);
const USUAL_PORT = 5432;
const OWN_USER = 'n8n';

/** Where the database is; trust authentication, so without a password unless $PGPASSWORD says one. */
export interface Address {
	host: string;
	port: number;
	user: string;
	password: string;
}

export interface Database {
	address: Address;
	name: string;
	/** The server where it is the cluster's own, else undefined. */
	server: Server | undefined;
	/** Rows of a query in the cluster's database, on a connection of its own. */
	query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
	/** Drops the database, whoever is still connected, and stops the server if it is the cluster's own. */
	remove(): Promise<void>;
}

interface Options {
	/** Name of the database. */
	name: string;
	/** Folder for a server of its own. */
	folder: string;
	/** Never this machine's server. */
	own: boolean;
	onLine(line: string): void;
}

/** Makes a database in this machine's PostgreSQL where it lets us, else in one of its own. */
export async function openDatabase(options: Options): Promise<Database> {
	const machines = options.own ? undefined : await machinesServer();
	const { address, server } = machines
		? { address: machines, server: undefined }
		: await start(options);
	await query(address, 'postgres', `CREATE DATABASE "${options.name}"`);
	return {
		address,
		name: options.name,
		server,
		query: (sql, values) => query(address, options.name, sql, values),
		async remove() {
			// With a server of its own all goes with the folder; it may be down, too.
			if (server) return await server.stop();
			await query(address, 'postgres', `DROP DATABASE IF EXISTS "${options.name}" WITH (FORCE)`);
		},
	};
}

/** This machine's PostgreSQL, as the first user who may create databases there. */
async function machinesServer(): Promise<Address | undefined> {
	const names = [process.env.PGUSER, userInfo().username, 'postgres'];
	for (const user of new Set(names.filter((name) => name !== undefined))) {
		const address = addressOf(USUAL_PORT, user, process.env.PGPASSWORD);
		const sql = 'SELECT rolcreatedb OR rolsuper AS may FROM pg_roles WHERE rolname = current_user';
		const rows = await query<{ may: boolean }>(address, 'postgres', sql).catch(() => []);
		if (rows[0]?.may) return address;
	}
	return undefined;
}

const addressOf = (port: number, user: string, password = ''): Address => ({
	host: '127.0.0.1',
	port,
	user,
	password,
});

async function start({ folder, onLine }: Options): Promise<{ address: Address; server: Server }> {
	const { postgres, initdb } = await findPrograms('postgres', 'initdb');
	const user = unprivilegedUser('postgres');
	const data = join(folder, 'data');
	mkdirSync(folder, { recursive: true });
	giveTo(folder, user);
	const flags = [
		'-D',
		data,
		'-U',
		OWN_USER,
		'-A',
		'trust',
		'-E',
		'UTF8',
		'--locale',
		'C',
		'--no-sync',
	];
	await execute(initdb, flags, { ...user, cwd: folder });
	const launch = async (port: number) => {
		const child = await startChild({
			name: 'PostgreSQL',
			command: postgres,
			// No socket in a folder of the machine's.
			args: ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', ''],
			cwd: folder,
			user,
			onLine,
		});
		await untilReady(child, () => answers(addressOf(port, OWN_USER)));
		return child;
	};
	const server = await serve('postgres', 'postgres', launch, { gentle: 'SIGINT' });
	return { address: addressOf(server.port, OWN_USER), server };
}

async function answers(address: Address): Promise<boolean> {
	return await query(address, 'postgres', 'SELECT 1').then(
		() => true,
		() => false,
	);
}

async function query<Row extends object>(
	address: Address,
	database: string,
	sql: string,
	values: unknown[] = [],
): Promise<Row[]> {
	const client = new pg.Client({ ...address, database, connectionTimeoutMillis: 10_000 });
	// A connection that breaks says so here too, while the query that waits on it fails anyway.
	client.on('error', () => undefined);
	try {
		await client.connect();
		return (await client.query<Row & pg.QueryResultRow>(sql, values)).rows;
	} finally {
		await client.end().catch(() => undefined);
	}
}
