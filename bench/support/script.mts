// What someone would write by hand for the same job: axios, http-message-signatures and p-limit.
import { createHash, createPrivateKey, randomUUID, sign } from 'node:crypto';
import { promisify } from 'node:util';
import axios from 'axios';
import { httpbis } from 'http-message-signatures';
import pLimit from 'p-limit';

const signAsync = promisify(sign) as (hash: string, data: Buffer, how: object) => Promise<Buffer>;

interface Call {
	method: 'GET' | 'POST';
	path: string;
	body?: object;
}

/** Sends the calls, `concurrency` at a time; answers in their order. */
export async function sendAll(
	{
		baseUrl,
		accessToken,
		privateKey,
	}: { baseUrl: string; accessToken: string; privateKey: string },
	calls: Call[],
	concurrency: number,
): Promise<unknown[]> {
	const key = {
		id: 'bench-key',
		alg: 'ecdsa-p384-sha384',
		sign: promisifiedSign(privateKey),
	};
	const limit = pLimit(concurrency);
	const http = axios.create({ proxy: false });
	const send = async ({ method, path, body }: Call) => {
		const url = `${baseUrl}${path}`;
		const data = body && Buffer.from(JSON.stringify(body));
		const headers: Record<string, string> = { authorization: `Bearer ${accessToken}` };
		const fields = ['@method', '@authority', '@path', '@query', 'authorization'];
		if (data) {
			headers['content-type'] = 'application/json';
			headers['content-digest'] = `sha-256=:${createHash('sha256').update(data).digest('base64')}:`;
			headers['idempotency-key'] = randomUUID();
			fields.push('content-type', 'content-digest', 'idempotency-key');
		}
		const signed = await httpbis.signMessage(
			{ key, fields, params: ['created', 'keyid', 'alg'] },
			{ method, url, headers },
		);
		const answer = await http.request({ method, url, data, headers: signed.headers });
		return answer.data as unknown;
	};
	return await Promise.all(calls.map((call) => limit(send, call)));
}

function promisifiedSign(pem: string) {
	const key = createPrivateKey(pem);
	return async (data: Buffer) =>
		await signAsync('sha384', data, { key, dsaEncoding: 'ieee-p1363' });
}
