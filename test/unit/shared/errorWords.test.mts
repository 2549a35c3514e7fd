import { performance } from 'node:perf_hooks';
import { apiWords, excerpt } from '../../../nodes/OffBlocks/shared/errorWords.ts';

describe('what names a field is not dropped', () => {
	const field = 'billingAddress.postCode';
	const said = `${field}: too long`;

	it.each([
		[{ message: 'Invalid', details: [{ field, issue: 'too long' }] }, `Invalid; ${said}`],
		[{ message: 'Invalid', details: [{ field, message: 'too long' }] }, `Invalid; ${said}`],
		[
			{ message: 'Invalid', errors: { [field]: ['too long', 'not of GB'] } },
			`Invalid; ${said}; ${field}: not of GB`,
		],
		[{ message: 'Invalid', errors: { [field]: 'too long' } }, `Invalid; ${said}`],
		[
			{ message: 'Invalid', errors: { billingAddress: { postCode: ['too long'] } } },
			`Invalid; ${said}`,
		],
		[
			{ title: 'Invalid', invalidFields: [{ name: field, message: 'too long' }] },
			`Invalid; ${said}`,
		],
		[{ violations: [{ propertyPath: field, message: 'too long' }] }, said],
		// RFC 9457
		[
			{
				type: 'https://example.com/probs',
				title: 'Bad',
				detail: 'Invalid',
				status: 400,
				instance: '/cards/1',
				errors: [{ detail: 'too long', pointer: '#/billingAddress/postCode' }],
			},
			`Invalid; ${said}`,
		],
		// JSON:API
		[{ errors: [{ title: 'too long', source: { pointer: '/billingAddress/postCode' } }] }, said],
		// FastAPI
		[{ detail: [{ loc: ['billingAddress', 'postCode'], msg: 'too long', type: 'value' }] }, said],
		[{ field, message: 'too long' }, said],
		[
			{ error: { code: 'x', message: 'Invalid', details: [{ field, message: 'too long' }] } },
			`Invalid; ${said}`,
		],
		[
			{ error: { code: 'x', message: 'too long', details: [{ field, message: 'too long' }] } },
			said,
		],
		[{ message: 'Invalid', details: [{ field, code: 'TOO_LONG' }] }, `Invalid; ${field}: TOO_LONG`],
		[{ message: 'Invalid', problems: [{ field }] }, `Invalid; ${field}: is not accepted`],
		[
			{ message: 'Invalid', 'invalid-params': [{ name: field, reason: 'too long' }] },
			`Invalid; ${said}`,
		],
	])('%j', (body, words) => {
		expect(apiWords(body)).toBe(words);
	});

	it('shows neither what was sent nor what is for machines', () => {
		expect(
			apiWords({
				message: 'Invalid',
				requestId: 'r-1',
				timestamp: '2026-01-01',
				path: '/v1/cards',
				request: { firstLine: '1 Main Street' },
				details: [{ field: 'city', message: 'is empty', value: { x: 'secret city' } }],
			}),
		).toBe('Invalid; city: is empty');
	});

	it('has an end', () => {
		const many = Array.from({ length: 1000 }, (_, i) => ({
			field: `f${i}`,
			message: 'x'.repeat(400),
		}));
		expect(apiWords({ errors: many })!.length).toBeLessThanOrEqual(500);
		let deep: unknown = 'words';
		for (let i = 0; i < 5_000; i++) deep = { errors: [deep] };
		expect(apiWords(deep)).toBeUndefined();
	});
});

describe('secrets', () => {
	const token = 'opaque/Token+1234567890_abcdefghijklmnopqrstuvwxyz==';
	const half = token.slice(0, 30);

	it.each([
		['whole', token],
		['cut off at its end', half],
		['cut off at its beginning', token.slice(20)],
		['in capitals', token.toUpperCase()],
		[
			'escaped for HTML',
			token.replace(/[/+=]/g, (sign) => `&#x${sign.charCodeAt(0).toString(16)};`),
		],
		['escaped for HTML in decimals', token.replace(/[/+=]/g, (sign) => `&#${sign.charCodeAt(0)};`)],
		['escaped for JSON', token.replaceAll('/', '\\/').replaceAll('+', '\\u002b')],
		['in a URL', encodeURIComponent(token)],
		['over several lines', token.match(/.{1,9}/g)!.join('\r\n')],
		['in base64', Buffer.from(token).toString('base64')],
		['in base64 behind one more', Buffer.from(`:${token}`).toString('base64')],
		['in base64 behind two more', Buffer.from(`ab${token}`).toString('base64')],
		['in base64url', Buffer.from(token).toString('base64url')],
		['cut, in base64', Buffer.from(half).toString('base64')],
	])('%s', (_, echo) => {
		const shown = excerpt(`you sent (${echo}) to us`, [token]);
		expect(shown).toMatch(/^you sent \([^)]*\[secret\][^)]*\) to us$/);
		const letters = (text: string) => text.replace(/[^a-z\d]/gi, '').toLowerCase();
		for (const form of [token, Buffer.from(token).toString('base64')]) {
			for (let i = 0; i + 12 < form.length; i++) {
				expect(letters(shown)).not.toContain(letters(form).slice(i, i + 12) || 'none');
			}
		}
	});

	it.each(['ab', '', '\ud800', 'a\ud800bcdefghijklmn'])('%j does no harm', (secret) => {
		expect(excerpt('about \ud800 this', [secret])).toBe('about \ud800 this');
	});

	it('short ones are taken out whole, and words stay', () => {
		expect(excerpt('key Xy-9z7 refused', ['Xy-9z7'])).toBe('key [secret] refused');
		expect(excerpt('key Xy refused', ['Xy-9z7'])).toBe('key Xy refused');
	});
});

it('takes out what turns or hides text', () => {
	expect(excerpt('a\u202eb\u200bc\u0007d\ufeff')).toBe('abcd');
});

// Each pattern on what is worst for it, at a megabyte.
it.each([
	'\t',
	'<',
	'<style',
	'eyJ',
	'-----BEGIN',
	'-----END',
	'&#',
	'&#x',
	'\\u',
	'%',
	'?token=',
	'{"',
	'a',
	'\ud800',
])('1 MB of %j takes no time', (piece) => {
	const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
	const start = performance.now();
	for (const tail of ['', '\u00e9', '>', '"'])
		excerpt(text + tail, ['x'.repeat(1_000), `${piece}ab`]);
	expect(performance.now() - start).toBeLessThan(1_000);
});
