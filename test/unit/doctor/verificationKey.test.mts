// In which of the forms that the contract leaves open the key of deliveries is given.
import { generateKeyPairSync } from 'node:crypto';
import { readVerificationKey } from '../../../doctor/probes/verificationKey.mts';
import * as signing from '../../../nodes/OffBlocks/signing/index.ts';

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const der = publicKey.export({ type: 'spki', format: 'der' });
const keyId = 'd290f1ee-6c54-4b01-90e6-d701748f0851';
const read = (json: unknown) => readVerificationKey({ json }, signing);

it.each([
	['a PEM', pem],
	['base64 of a PEM', Buffer.from(pem).toString('base64')],
	['base64 of DER (SPKI)', der.toString('base64')],
])('%s', (form, key) => {
	const fields = ['key', 'keyId'];
	const kind = 'ec secp384r1';
	expect(read({ key, keyId })).toEqual({ fields, form, kind, keyIdIsUuid: true, usable: true });
});

it('a key on another curve can be read, but not be used', () => {
	const other = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey;
	const key = Buffer.from(other.export({ type: 'spki', format: 'pem' })).toString('base64');
	expect(read({ key, keyId: '7' })).toMatchObject({
		kind: 'ec secp256k1',
		keyIdIsUuid: false,
		usable: false,
	});
});

it.each([null, 'text', { key: 7 }, { key: 'bm90IGEga2V5' }, {}])('%j is none', (json) => {
	expect(read(json).usable).toBeFalsy();
});
