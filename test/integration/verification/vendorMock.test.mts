// The requests of every operation, judged by a mock server made from the vendor's own OpenAPI file (Prism).
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { CASES, offered } from '../../support/everyOperation.mts';
import { runNode, TestCredentials } from '../../support/engine.mts';
import {
	hasVendorFile,
	startVendorMock,
	VENDOR_FILE,
	type Judged,
	type VendorMock,
} from '../../support/vendorMock.mts';

it('every operation of the node has a case here, and no case is without an operation', () => {
	expect(Object.keys(CASES).sort()).toEqual(offered());
});

if (!hasVendorFile()) {
	// Said in the run's own list, so that nobody takes it for judged.
	it.skip("NOT JUDGED: the vendor's OpenAPI file is not beside this checkout", () => undefined);
} else {
	describe("by the vendor's file", judgedByVendor);
}

function judgedByVendor(): void {
	let mock: VendorMock;
	beforeAll(async () => {
		mock = await startVendorMock();
	}, 60_000);
	afterAll(() => mock.stop());

	const credentials = () =>
		new TestCredentials({
			environment: 'custom',
			baseUrl: mock.baseUrl,
			authentication: 'apiKey',
			apiKey: randomUUID(),
			apiSecret: 'a secret',
			keyId: randomUUID(),
			privateKey: generateKeyPairSync('ec', { namedCurve: 'P-384' })
				.privateKey.export({ type: 'pkcs8', format: 'pem' })
				.toString(),
		});

	it.each(Object.entries(CASES))('%s', async (name, { parameters, calls }) => {
		const [resource, operation] = name.split('/');
		const { error } = await runNode(
			{ resource, operation, ...parameters },
			{ credentials: credentials(), mode: 'trigger' },
		);
		const judged = await mock.judged();
		expect(judged.flatMap(({ violations }) => violations)).toEqual([]);
		expect(operationsOf(judged)).toEqual(calls);
		// What calls nobody is none of this judge's business.
		if (calls.length > 0) expect(error).toBeUndefined();
	});

	it('a request that does not fit is noticed', async () => {
		await fetch(`${mock.baseUrl}/cards`, { headers: { authorization: 'Bearer a.b.c' } });
		const [{ violations }] = await mock.judged();
		expect(violations.join()).toMatch(/signature-input/);
	});
}

/** Requests by the path templates of the vendor's file, each once, log-ins left out. */
function operationsOf(judged: Judged[]): string[] {
	const { paths } = parse(readFileSync(VENDOR_FILE, 'utf8')) as { paths: object };
	const templates = Object.keys(paths).map((template) => ({
		template,
		pattern: new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`),
	}));
	const named = judged.map(({ request }) => {
		const [method, path] = request.split(' ');
		const plain = path.replace(/[?#].*$/, '');
		return `${method} ${templates.find(({ pattern }) => pattern.test(plain))?.template ?? plain}`;
	});
	return [...new Set(named)].filter((name) => name !== 'POST /auth/token');
}
