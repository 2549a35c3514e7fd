import { Agent } from 'node:http';
import axios, { type AxiosInstance } from 'axios';
import type { SandboxInfo } from '../../sandbox/admin/info.mts';
import { spawnSandbox, type SpawnedSandbox, type SpawnOptions } from '../../sandbox/process.mts';
import { sharedSandboxes } from './shared/share.mts';

export type { SandboxInfo };

export interface StartOptions {
	/** More flags, e.g. `['--cards', '1000']`. */
	args?: readonly string[];
}

export interface Sandbox {
	info: SandboxInfo;
	/** Client of the admin routes; it throws on 4xx and 5xx as axios does. */
	admin: AxiosInstance;
	/** Everything printed so far, a line each call and delivery. */
	output(): Promise<string>;
	stop(): Promise<unknown>;
}

/** In a process of its own. */
export type OwnSandbox = SpawnedSandbox & { admin: AxiosInstance };

/** Starts a sandbox of its own on a free port, beside others in one process. The caller stops it. */
export async function startSandbox({ args = [] }: StartOptions = {}): Promise<Sandbox> {
	if (!process.env.TEST_RUN) return await alone(args);
	const { url } = await sharedSandboxes();
	const ask = async <T,>(what: object): Promise<T> => {
		const { status, data } = await axios.post(url, what, {
			proxy: false,
			// A kept connection that has ended is still taken by a process that was busy since.
			httpAgent: new Agent({ keepAlive: false }),
			validateStatus: () => true,
		});
		if (status !== 200) throw new Error(String(data));
		return data as T;
	};
	const flags = ['--port', '0', '--data', ':memory:', ...args];
	const info = await ask<SandboxInfo>({ start: flags });
	return {
		info,
		admin: adminOf(info),
		output: () => ask<string>({ printed: info.baseUrl }),
		stop: () => ask({ stop: info.baseUrl }),
	};
}

/** For benchmarks: what tests share is there in a run of tests only. */
async function alone(args: readonly string[]): Promise<Sandbox> {
	const sandbox = await ownSandbox({ args });
	return { ...sandbox, output: async () => sandbox.output() };
}

/** Starts a sandbox as users do, in a process that can be killed. The caller stops it. */
export async function ownSandbox(options?: SpawnOptions): Promise<OwnSandbox> {
	const sandbox = await spawnSandbox(options);
	return { ...sandbox, admin: adminOf(sandbox.info) };
}

const adminOf = ({ adminUrl }: SandboxInfo): AxiosInstance =>
	axios.create({ baseURL: adminUrl, proxy: false, maxContentLength: Infinity });
