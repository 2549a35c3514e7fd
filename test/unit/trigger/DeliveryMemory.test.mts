import { EventEmitter } from 'node:events';
import { DeliveryMemory } from '../../../nodes/OffBlocks/trigger/DeliveryMemory';

const HOUR = 3_600_000;

/** An HTTP response as far as the memory looks at it. */
class Answer extends EventEmitter {
	statusCode = 200;

	writableEnded = false;

	/** As n8n's answer: handed to Node.js, then out. */
	end(statusCode = 200): this {
		this.statusCode = statusCode;
		this.writableEnded = true;
		this.emit('finish');
		this.emit('close');
		return this;
	}
}

let memory: DeliveryMemory;
beforeEach(() => {
	memory = new DeliveryMemory();
});

it('knows an event as new, then in hand, then done', () => {
	const answer = new Answer();
	expect(memory.take('a', answer)).toBe('new');
	expect(memory.take('a', new Answer())).toBe('in-hand');
	answer.end();
	expect(memory.take('a', new Answer())).toBe('done');
	expect(memory.take('b', new Answer())).toBe('new');
});

it.each([199, 300, 404, 409, 500, 503])('forgets an event that was answered with %i', (status) => {
	const answer = new Answer();
	memory.take('a', answer);
	answer.end(status);
	expect(memory.size).toBe(0);
	expect(memory.take('a', new Answer())).toBe('new');
});

it('goes by the answer that took the event in hand, not by those to its duplicates', () => {
	const [first, second] = [new Answer(), new Answer()];
	memory.take('a', first);
	memory.take('a', second);
	second.end(409);
	expect(memory.take('a', new Answer())).toBe('in-hand');
	first.end();
	expect(memory.take('a', new Answer())).toBe('done');
});

describe('when the sender hangs up', () => {
	it.each([
		[200, 'done'],
		[500, 'new'],
	])('an answer of %i that went nowhere makes the event %s', (status, seen) => {
		const answer = new Answer();
		memory.take('a', answer);
		answer.emit('close');
		expect(memory.take('a', new Answer())).toBe('in-hand');
		// Node.js says nothing of an answer that is ended after its connection.
		answer.statusCode = status;
		answer.writableEnded = true;
		expect(memory.take('a', new Answer())).toBe(seen);
	});

	it('waits an hour for an answer: n8n may have no slot free for the execution', () => {
		memory.take('a', new Answer(), 0);
		expect(memory.take('a', new Answer(), HOUR - 1)).toBe('in-hand');
		expect(memory.take('a', new Answer(), HOUR)).toBe('new');
	});
});

it('remembers for 24 hours', () => {
	const answer = new Answer();
	memory.take('a', answer, 0);
	answer.end();
	expect(memory.take('a', new Answer(), 24 * HOUR - 1)).toBe('done');
	expect(memory.take('a', new Answer(), 24 * HOUR)).toBe('new');
});

it('drops what is older than that without being asked for it', () => {
	for (const key of ['a', 'b', 'c']) {
		const answer = new Answer();
		memory.take(key, answer, 0);
		answer.end();
	}
	memory.take('d', new Answer(), 24 * HOUR);
	expect(memory.size).toBe(1);
});

it('keeps the newest when there are too many', () => {
	memory = new DeliveryMemory(3);
	for (const key of ['a', 'b', 'c', 'd']) {
		const answer = new Answer();
		memory.take(key, answer);
		answer.end();
	}
	expect(memory.size).toBe(3);
	expect(memory.take('b', new Answer())).toBe('done');
	expect(memory.take('d', new Answer())).toBe('done');
	expect(memory.take('a', new Answer())).toBe('new');
});

it('holds 50,000', () => {
	for (let n = 0; n < 50_010; n += 1) {
		const answer = new Answer();
		memory.take(String(n), answer);
		answer.end();
	}
	expect(memory.size).toBe(50_000);
});
