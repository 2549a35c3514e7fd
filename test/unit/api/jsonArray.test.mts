import { JsonArrayParser } from '../../../nodes/OffBlocks/api/jsonArray.ts';

/** Parses a text that arrives in the given pieces. */
function parse(pieces: Buffer[]): unknown[] {
	const parser = new JsonArrayParser();
	const elements = pieces.flatMap((piece) => parser.push(piece));
	parser.end();
	return elements;
}

/** The text cut in two at each byte, and byte by byte. */
function* cuts(bytes: Buffer): Generator<Buffer[]> {
	for (let at = 0; at <= bytes.length; at++) yield [bytes.subarray(0, at), bytes.subarray(at)];
	yield Array.from(bytes, (byte) => Buffer.from([byte]));
}

it.each([
	'[]',
	' \t\r\n[ \n] \r\n',
	'[1]',
	'[null,true,false,-1.5e+3,"",[],{}]',
	'["a,b","]","[","}","{","\\"","\\\\","\\\\\\"]"]',
	'[{"a":[1,[2,[3]]],"b":{"c":"],}"}},[[]],[{}]]',
	'["äöü€😀","\\ud83d\\ude00","\\u005d\\u002c"]',
	'[{"😀]":"[\\"é,"}, {"x" : [ ] }  ]',
	'[\u00a0"x"]'.replace('\u00a0', ' '),
])('reads %s as JSON.parse does, cut anywhere', (text) => {
	for (const pieces of cuts(Buffer.from(text))) expect(parse(pieces)).toEqual(JSON.parse(text));
});

it.each([
	'',
	' ',
	'{}',
	'null',
	'"[]"',
	'1',
	'[',
	']',
	'[1',
	'[1,',
	'[1,]',
	'[,]',
	'[,1]',
	'[1,,2]',
	'[ , ]',
	'[1 2]',
	'[1]]',
	'[1],',
	'[1][2]',
	'[1] x',
	'[}',
	'{]',
	'[{]}',
	'[[}]',
	'["a]',
	'["\\"]',
	'["\\x"]',
	'[01]',
	'[tru]',
	'[undefined]',
	'[\\]',
	'[1\\,2]',
	"['a']",
	'[1,/* */2]',
	'\v[1]',
	'[1]\f',
	'[\u00a0]',
	'[1,\u00a0]',
	'\ufeff[1]',
])('refuses %j as JSON.parse does (or it is no array), cut anywhere', (text) => {
	const isArray = () => {
		try {
			return Array.isArray(JSON.parse(text));
		} catch {
			return false;
		}
	};
	expect(isArray()).toBe(false);
	for (const pieces of cuts(Buffer.from(text))) expect(() => parse(pieces)).toThrow(SyntaxError);
});

it('hands elements out as soon as they are complete, and holds none back', () => {
	const parser = new JsonArrayParser();
	expect(parser.push(Buffer.from('[{"id":1},{"id":'))).toEqual([{ id: 1 }]);
	expect(parser.push(Buffer.from('2'))).toEqual([]);
	expect(parser.push(Buffer.from('},'))).toEqual([{ id: 2 }]);
	expect(parser.push(Buffer.from('3]'))).toEqual([3]);
	parser.end();
});

it('is not confused by bytes that are not UTF-8', () => {
	const bytes = Buffer.concat([Buffer.from('["'), Buffer.from([0xff, 0xc3]), Buffer.from('",1]')]);
	const expected = JSON.parse(bytes.toString('utf8')) as unknown[];
	for (const pieces of cuts(bytes)) expect(parse(pieces)).toEqual(expected);
});
