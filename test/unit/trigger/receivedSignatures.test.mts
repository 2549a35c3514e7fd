// A dictionary field split by label (RFC 8941 §3.2), in linear time.
import fc from 'fast-check';
import { parseDictionary, serializeDictionary } from 'structured-headers';
import { membersOf, receivedSignatures } from '../../../nodes/OffBlocks/trigger/receivedSignatures';
import type { DeliveryRequest } from '../../../nodes/OffBlocks/trigger/delivery';

const requestWith = (headers: Record<string, string | string[]>) =>
	({ headers }) as unknown as DeliveryRequest;

it('splits what the library serialises into what it parses alone', () => {
	const key = fc.stringMatching(/^[a-z][a-z0-9_.*-]{0,8}$/);
	const text = fc.stringMatching(/^[ -~]{0,20}$/);
	const item = fc.tuple(text, fc.uniqueArray(fc.tuple(key, text), { selector: ([name]) => name }));
	fc.assert(
		fc.property(fc.uniqueArray(fc.tuple(key, item), { selector: ([name]) => name }), (entries) => {
			const dictionary = new Map(
				entries.map(([label, [value, parameters]]) => [
					label,
					[value, new Map(parameters)] as const,
				]),
			);
			const field = serializeDictionary(dictionary as never);
			const members = membersOf(field);
			expect([...members.keys()]).toEqual([...dictionary.keys()]);
			for (const [label, member] of members) {
				expect(parseDictionary(member!)).toEqual(new Map([[label, dictionary.get(label)]]));
			}
		}),
	);
});

it('a label that occurs twice is nobody’s', () => {
	expect(membersOf('a=1, b=2, a=3')).toEqual(
		new Map([
			['a', undefined],
			['b', 'b=2'],
		]),
	);
});

it('there is none where there is no field', () => {
	expect(receivedSignatures(requestWith({}))).toBeUndefined();
	expect(receivedSignatures(requestWith({ signature: ' ' }))).toBeUndefined();
	expect(receivedSignatures(requestWith({ signature: 'sig=:AA==:' }))).toEqual([]);
});

it('takes fields in several lines, and eight signatures at most', () => {
	const labels = Array.from({ length: 20 }, (_, at) => `s${at}`);
	const found = receivedSignatures(
		requestWith({
			'signature-input': labels.map((label) => `${label}=();created=1;keyid="k"`),
			signature: labels.map((label) => `${label}=:AAAA:`).join(','),
		}),
	);
	expect(found).toHaveLength(8);
	expect(found?.[7]).toEqual({
		fields: { 'signature-input': 's7=();created=1;keyid="k"', signature: 's7=:AAAA:' },
		created: 1,
		keyId: 'k',
	});
});

it.each([
	['tabs', (n: number) => `a${'\t'.repeat(n)}\u00e9`],
	['commas', (n: number) => ','.repeat(n)],
	['quotes', (n: number) => '"\\'.repeat(n / 2)],
	['brackets', (n: number) => `a=${'('.repeat(n)}`],
])('1 MB of %s, and 16 kB, take no time', (_, make) => {
	const start = performance.now();
	for (const length of [1_000_000, 16_000]) {
		const field = make(length);
		receivedSignatures(requestWith({ 'signature-input': field, signature: field }));
	}
	// A quadratic one takes minutes; a busy machine takes long for anything.
	expect(performance.now() - start).toBeLessThan(5_000);
});

it('half a signature is none', () => {
	const found = receivedSignatures(
		requestWith({
			'signature-input': 'a=();created=1, b=();created=2, c=();created=3',
			signature: 'b=:AAAA:, c=:AAAA:, c=:BBBB:, d=:AAAA:',
		}),
	);
	expect(found?.map(({ created }) => created)).toEqual([2]);
});
