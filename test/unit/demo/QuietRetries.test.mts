// What the demo's terminal shows of deliveries that n8n does not take yet.
import { QuietRetries } from '../../../demo/QuietRetries.mts';

const attempt = (id: string, count: number, outcome: string) =>
	`webhook card.updated ${id} attempt ${count}: ${outcome}`;

it('shows six events that are tried ten times each, and then delivered, as seven lines', () => {
	const quiet = new QuietRetries();
	const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
	const tries = Array.from({ length: 10 }, (_, count) =>
		ids.map((id) => attempt(id, count + 1, count % 2 ? '409, pending' : 'ECONNABORTED, pending')),
	).flat();
	const lines = [...tries, ...ids.map((id) => attempt(id, 11, '200, delivered'))];
	const shown = lines.map((line) => quiet.line(line)).filter(Boolean);
	expect(shown).toHaveLength(7);
	expect(shown[0]).toContain('not delivered yet (ECONNABORTED)');
	expect(shown[6]).toBe('webhook card.updated f delivered at attempt 11');
});

it('says it again where n8n stops accepting events again', () => {
	const quiet = new QuietRetries();
	quiet.line(attempt('a', 1, '503, pending'));
	quiet.line(attempt('a', 2, '200, delivered'));
	expect(quiet.line(attempt('b', 1, '503, pending'))).toContain('not delivered yet (503)');
});

it.each([
	'10:00:00.000 POST /v1/cards 201 4.3 ms',
	'webhook card.updated a attempt 40: 503, dropped',
	'anything else',
])('leaves "%s" as it is', (line) => expect(new QuietRetries().line(line)).toBe(line));
