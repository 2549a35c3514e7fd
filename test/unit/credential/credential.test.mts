// What n8n sees of the credential type.
import { OffBlocksApi } from '../../../credentials/OffBlocksApi.credentials.ts';

it('has authenticate as a property of its own: n8n lists credential types by such a copy', () => {
	expect(typeof { ...new OffBlocksApi() }.authenticate).toBe('function');
});

it('signs a request that is called through the copy', async () => {
	const { authenticate } = { ...new OffBlocksApi() };
	await expect(
		authenticate({ environment: 'custom', baseUrl: 'x' }, { url: '/x' }),
	).rejects.toThrow('is not a URL');
});

it('names each field once, and keeps the names that people have stored', () => {
	const names = new OffBlocksApi().properties.map(({ name }) => name);
	expect(new Set(names).size).toBe(names.length);
	expect(names).toEqual(
		expect.arrayContaining(
			'environment baseUrl authentication apiKey apiSecret accessToken keyId privateKey webhookPublicKey advancedSignature signedComponents signatureLabel digestAlgorithm sessionToken'.split(
				' ',
			),
		),
	);
});
