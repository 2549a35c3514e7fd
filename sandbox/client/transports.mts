import type { AddressInfo } from 'node:net';
import axios from 'axios';
import type { FastifyInstance } from 'fastify';
import { infoOf, type SandboxInfo } from '../admin/info.mts';
import type { Sandbox } from '../sandbox.mts';
import type { Transport } from './client.mts';
import type { SignedRequest } from './request.mts';

const http = axios.create({
	proxy: false,
	timeout: 120_000,
	maxContentLength: Infinity,
	responseType: 'text',
	transformResponse: (text) => text,
	validateStatus: () => true,
});

const sender = (origin: string) => ({
	async send({ method, path, headers, body }: SignedRequest) {
		const { status, data } = await http.request<string>({
			method,
			url: origin + path,
			// axios adds a content type of its own accord; false tells it not to.
			headers: { ...(body === undefined && { 'content-type': false }), ...headers },
			data: body,
		});
		return { status, text: data };
	},
});

/** To a sandbox in this process; over loopback all the same, so that its calls are like all others. */
export function own(sandbox: Sandbox, app: FastifyInstance): Transport {
	const { port } = app.server.address() as AddressInfo;
	return {
		info: () => infoOf(sandbox, app.server.address()),
		now: () => sandbox.store.clock.wholeSeconds(),
		...sender(`http://127.0.0.1:${port}`),
	};
}

/** To a sandbox on this machine. @param origin e.g. `http://127.0.0.1:4010` */
export function loopback(origin: string): Transport {
	const admin = async <Body,>(path: string): Promise<Body> =>
		JSON.parse((await http.get<string>(`${origin}/_sandbox${path}`)).data) as Body;
	return {
		info: () => admin<SandboxInfo>('/info'),
		now: async () => Date.parse((await admin<{ now: string }>('/clock')).now) / 1000,
		...sender(origin),
	};
}
