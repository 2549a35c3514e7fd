import { withoutSecrets } from '../../../nodes/OffBlocks/shared/secrets.ts';

const TOKEN = 'eyJhbGciOiJFUzM4NCJ9.eyJzdWIiOiJhbGljZSJ9.kX+9/v2Yp0q8d7b6c5a4z3y2x1w0';
const PASSWORD = 'p"ss/<word>&more+signs';
const secrets = [TOKEN, PASSWORD];

const htmlEscaped = (text: string) => text.replace(/[&<>"'+/]/g, (c) => `&#${c.charCodeAt(0)};`);
const htmlHex = (text: string) =>
	text.replace(/[+/]/g, (c) => `&#x${c.charCodeAt(0).toString(16)};`);

it.each([
	['as it is', TOKEN],
	['in JSON', JSON.stringify({ a: PASSWORD })],
	['in a URL', `?a=${encodeURIComponent(PASSWORD)}`],
	['in HTML', `<b>${htmlEscaped(PASSWORD)}</b>`],
	['in HTML with hexadecimal references', htmlHex(TOKEN)],
	['cut off at its end', TOKEN.slice(0, 40)],
	['cut off at its start', `…${TOKEN.slice(-20)}`],
	['in base64 again', Buffer.from(TOKEN).toString('base64')],
	['in base64 again, within something', Buffer.from(`x:${TOKEN}`).toString('base64url')],
	['in base64 again, behind a prefix', `v1${Buffer.from(TOKEN).toString('base64')}`],
	['twice', `${TOKEN} ${PASSWORD}`],
])('takes a secret out %s', (_, text) => {
	const shown = withoutSecrets(`before ${text} after`, secrets);
	expect(shown).toMatch(/^before .*\[secret\].* after$/s);
	for (const secret of secrets)
		for (let at = 0; at + 12 <= secret.length; at++)
			expect(shown).not.toContain(secret.slice(at, at + 12));
});

it.each([
	'The card 123e4567-e89b-42d3-a456-426614174000 is not active & was never',
	'https://api.offblocks.xyz/v1/accounts/123e4567-e89b-42d3-a456-426614174000/cards',
	'half of a pair: \ud83d',
])('leaves %j as it is', (text) => expect(withoutSecrets(text, secrets)).toBe(text));

it('is fast on a long hostile text', () => {
	const started = performance.now();
	withoutSecrets('A'.repeat(20_000), [TOKEN.repeat(10)]);
	withoutSecrets('&#'.repeat(10_000), secrets);
	withoutSecrets('+A='.repeat(7_000), ['\ud83d lone', TOKEN]);
	expect(performance.now() - started).toBeLessThan(500);
});
