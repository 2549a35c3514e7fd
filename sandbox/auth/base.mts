import { type RequestDescriptor, verifySignature } from 'http-message-sig';
import type { Claim } from './claim.mts';

const ANY_CLOCK = 1e15;

/**
 * The signature base of a request that was refused before its signature was looked at: by the same library, which asks
 * for nothing this time.
 * @returns null where Signature-Input cannot be read, or covers what is not there
 */
export async function rebuildBase(
	descriptor: RequestDescriptor,
	{ parameters }: Claim,
): Promise<string | null> {
	const algorithm = String(parameters.alg ?? 'none');
	let base: string | null = null;
	try {
		await verifySignature(descriptor, {
			policy: {
				algorithms: [algorithm],
				requiredComponents: [],
				requiredParameters: [],
				clockSkew: ANY_CLOCK,
			},
			resolveVerifier: () => ({
				algorithm,
				verify: (data) => {
					base = Buffer.from(data).toString();
					return true;
				},
			}),
		});
	} catch {
		return base;
	}
	return base;
}
