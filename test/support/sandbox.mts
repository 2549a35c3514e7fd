import axios, { type AxiosInstance } from 'axios';
import type { SandboxInfo } from '../../sandbox/admin/info.mts';
import { spawnSandbox, type SpawnedSandbox, type SpawnOptions } from '../../sandbox/process.mts';

export type { SandboxInfo };
export type StartOptions = SpawnOptions;

export interface Sandbox extends SpawnedSandbox {
	/** Client of the admin routes; it throws on 4xx and 5xx as axios does. */
	admin: AxiosInstance;
}

/** Starts a sandbox of its own on a free port. The caller stops it. */
export async function startSandbox(options?: StartOptions): Promise<Sandbox> {
	const sandbox = await spawnSandbox(options);
	const { adminUrl } = sandbox.info;
	const admin = axios.create({ baseURL: adminUrl, proxy: false, maxContentLength: Infinity });
	return { ...sandbox, admin };
}
