import { generateKeyPairSync } from 'node:crypto';

import { signMessage, verifyMessage } from '../../../nodes/OffBlocks/signing/index.ts';
import type { VerifiedSignature } from '../../../nodes/OffBlocks/signing/index.ts';
import { PEERS } from './independent.mts';
import type { KeyPair, WireRequest } from './independent.mts';
import { oddRequests } from './oddRequests.mts';
import type { OddRequest } from './oddRequests.mts';

const COUNT = 240;
const requests = oddRequests(COUNT, 9421);
const pair: KeyPair = {
	keyId: 'a key "with" \\ quotes',
	...generateKeyPairSync('ec', { namedCurve: 'secp384r1' }),
};

async function signedByUs(request: OddRequest): Promise<WireRequest> {
	// The URL as written: signing must come to the canonical one by itself.
	const message = { ...request, url: request.writtenUrl };
	const { signature, signatureInput } = await signMessage(message, {
		key: pair.privateKey,
		keyId: pair.keyId,
		label: 'sig',
		components: request.components,
	});
	return {
		...request,
		headers: { ...request.headers, 'Signature-Input': signatureInput, signature },
	};
}

function verifiedByUs(request: WireRequest, required: string[]): Promise<VerifiedSignature> {
	return verifyMessage(request, {
		keys: (keyId) => (keyId === pair.keyId ? pair.publicKey : undefined),
		requiredComponents: required,
		maxAge: 60,
		clockSkew: 0,
		body: request.body,
	});
}

/** The requests, eight at a time: the thread pool has few threads and a failure should name its request. */
async function forEachRequest(check: (request: OddRequest) => Promise<void>): Promise<void> {
	for (let start = 0; start < requests.length; start += 8) {
		await Promise.all(requests.slice(start, start + 8).map((request) => check(request)));
	}
}

describe(`${COUNT} odd requests`, () => {
	test('are odd enough, and half of them carry a body', () => {
		const urls = requests.map(({ url }) => url);
		expect(requests.filter(({ body }) => body !== undefined)).toHaveLength(COUNT / 2);
		for (const trait of [
			/%5Ey%7Cz/,
			/\?x\^y\|z/,
			/\/\//,
			/:8443/,
			/\[::1\]/,
			/xn--/,
			/%F0%9F%92%B3/,
		]) {
			expect(urls.filter((url) => trait.test(url)).length).toBeGreaterThan(2);
		}
		expect(requests.filter(({ writtenUrl }) => writtenUrl.endsWith('?')).length).toBeGreaterThan(2);
		expect(requests.filter(({ url, writtenUrl }) => url !== writtenUrl).length).toBeGreaterThan(50);
	});

	test.each(PEERS)('signed by us, accepted by $name', async (peer) => {
		let accepted = 0;
		await forEachRequest(async (request) => {
			const signed = await signedByUs(request);
			expect([request.url, await peer.verifies(signed, request.components, pair)]).toEqual([
				request.url,
				true,
			]);
			accepted++;
		});
		expect(accepted).toBe(COUNT);
	});

	test.each(PEERS)('signed by $name, accepted by us', async (peer) => {
		let accepted = 0;
		await forEachRequest(async (request) => {
			const headers = await peer.sign(request, request.components, pair);
			const verified = await verifiedByUs({ ...request, headers }, request.components);
			expect(verified.keyId).toBe(pair.keyId);
			expect(verified.components).toEqual(request.components.map((name) => `"${name}"`));
			expect(verified.bodyVerified).toBe(request.body !== undefined);
			accepted++;
		});
		expect(accepted).toBe(COUNT);
	});
});

// What the peers also refuse, so that "accepted" above means something.
describe.each(PEERS)('$name is a judge', (peer) => {
	const [, request] = requests;

	test('it refuses a changed header and another method', async () => {
		const signed = await signedByUs(request);
		const changed = { ...signed, headers: { ...signed.headers, authorization: 'Bearer other' } };
		const verdict = (tried: WireRequest) =>
			peer.verifies(tried, request.components, pair).catch(() => false);
		expect(await verdict(signed)).toBe(true);
		expect(await verdict(changed)).toBe(false);
		expect(await verdict({ ...signed, method: 'TRACE' })).toBe(false);
	});
});
