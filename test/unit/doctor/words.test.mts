// What the doctor says of an answer, of clocks and of lists: names and shapes, and never a value.
import { fieldNames, saysTheSame, shapeOf } from '../../../doctor/answer.mts';
import { ServerClock } from '../../../doctor/clock.mts';
import type { Answer } from '../../../doctor/http.mts';
import { orderOf } from '../../../doctor/probes/lists.mts';
import { scrub } from '../../../doctor/scrub.mts';

function answer(status: number, type: string, text: string): Answer {
	const headers = new Headers(type ? { 'content-type': type } : {});
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		json = undefined;
	}
	return { status, headers, text, json, cut: false, milliseconds: 1 };
}

describe('shapeOf', () => {
	it.each([
		[
			400,
			'text/plain',
			'invalid required signature\n',
			'text/plain "invalid required signature" (the vendor\'s library)',
		],
		[400, 'text/plain; charset=utf-8', 'Ada is not known', 'text/plain (text of another wording)'],
		[502, 'text/html', ' <html>Ada</html>', 'text/html (markup)'],
		[500, '', '', '(empty body)'],
		[
			404,
			'application/json',
			'{"message":"Ada","trace":{"id":"7"}}',
			'application/json {message, trace.id}',
		],
		[200, 'Ada <ada@example.com>', '7', '(unreadable) (JSON number)'],
	])('%i %s %s', (status, type, text, shape) => {
		expect(shapeOf(answer(status, type, text))).toBe(`${status} ${shape}`);
	});
});

it('names of fields are paths; a key that is data is not named', () => {
	const value = {
		error: { details: [{ field: 'a' }, { message: 'b' }], none: {} },
		list: [],
		'532a52af-9f68-429b-8945-184773d0889d': 1,
		'Ada Lovelace': 2,
	};
	expect(fieldNames(value)).toEqual([
		'error.details[].field',
		'error.details[].message',
		'error.none',
		'list[]',
		'(other)',
	]);
});

it('two answers say the same where only ids and times differ', () => {
	const unknown = (id: string) =>
		answer(401, 'application/json', `{"message":"unknown key id \\"${id}\\"","requestId":"${id}"}`);
	const [a, b] = [
		unknown('532a52af-9f68-429b-8945-184773d0889d'),
		unknown('ae61c362-4136-49af-8e01-544457fe265b'),
	];
	expect(saysTheSame(a, b)).toBe(true);
	expect(saysTheSame(a, answer(401, 'application/json', '{"message":"mismatch"}'))).toBe(false);
	expect(saysTheSame(a, { ...b, status: 400 })).toBe(false);
});

describe('ServerClock', () => {
	const date = (seconds: number) => new Date(seconds * 1000).toUTCString();

	it('each answer narrows the difference', () => {
		const clock = new ServerClock();
		// The server is 10.4 s ahead; `Date` shows whole seconds.
		clock.read(date(1010), 1_000_000, 1_000_200);
		expect(clock.offset).toEqual({ least: expect.closeTo(9.8), most: expect.closeTo(11) });
		clock.read(date(1011), 1_000_650, 1_000_700);
		expect(clock.offset).toEqual({ least: expect.closeTo(10.3), most: expect.closeTo(11) });
		clock.read(date(1010), 1_000_550, 1_000_590);
		expect(clock.offset).toEqual({ least: expect.closeTo(10.3), most: expect.closeTo(10.45) });
		expect(clock).toMatchObject({ unsteady: false, readings: 3, answers: 3 });
	});

	it('two answers that cannot both be right', () => {
		const clock = new ServerClock();
		clock.read(date(1010), 1_000_000, 1_000_010);
		clock.read(date(1020), 1_000_100, 1_000_110);
		expect(clock.unsteady).toBe(true);
	});

	it('nothing is known without a Date', () => {
		const clock = new ServerClock();
		clock.read(null, 0, 1);
		clock.read('yesterday', 0, 1);
		expect(clock).toMatchObject({ offset: undefined, readings: 0, answers: 2 });
		expect(Math.abs(clock.now() - Date.now() / 1000)).toBeLessThan(2);
	});
});

it('the order of a list', () => {
	const of = (...times: string[]) => orderOf(times.map((createdAt) => ({ createdAt })));
	expect(of('2024-01-01', '2024-01-02', '2024-01-02')).toBe('oldest first');
	expect(of('2024-01-02', '2024-01-01')).toBe('newest first');
	expect(of('2024-01-02', '2024-01-01', '2024-01-03')).toBe('in no order of time');
	expect(of('2024-01-01', '2024-01-01')).toBe('');
	expect(orderOf([{}, {}])).toBe('');
});

it('scrub: what should not be in a report is taken out all the same', () => {
	const settings = {
		baseUrl: 'https://gateway.example.com/v1',
		environment: 'another address',
		apiKey: 'key-of-ours',
		apiSecret: 'secret-of-ours',
		keyId: 'id-of-ours',
		privateKey:
			'-----BEGIN EC PRIVATE KEY-----\nMIGkAgEBBDB1xyzxyzxyzxyz\n-----END EC PRIVATE KEY-----',
	};
	const line = [
		...[settings.apiKey, settings.apiSecret, settings.keyId, 'gateway.example.com', 'a.b.c-token'],
		...['MIGkAgEBBDB1xyzxyzxyzxyz', '532a52af-9f68-429b-8945-184773d0889d', 'Q'.repeat(64)],
	];
	const clean = scrub(`GET /cards: ${line.join(' ')}\n`, settings, ['a.b.c-token']);
	expect(clean).toBe(`GET /cards: ${line.map(() => '[removed]').join(' ')}\n`);
});
