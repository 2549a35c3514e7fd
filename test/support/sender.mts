// Sends events as OffBlocks does: many at once, in any order, some twice, each again until it gets a 2xx.
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';

const AT_ONCE = 16;
const RETRY_MS = 250;
const GIVE_UP_MS = 120_000;

/**
 * For a moment at its start n8n answers everything with this and 200 (abstract-server.js), long before a
 * node is asked. What the docs advise against it, a proxy that asks /healthz/readiness, is done here.
 */
const STARTING_UP = 'n8n is starting up. Please wait';

export interface SendReport {
	/** First attempts that got a 2xx, and those that did not. */
	firstTime: { delivered: number; failed: number };
	/** Event ids of deliveries that nobody took; there should be none. */
	lost: string[];
	/** How often each status was answered, 0 for no answer at all. */
	statuses: Record<number, number>;
}

export interface SenderOptions {
	/** Called before each first attempt with its number from 0; while it waits, that one is held back. */
	before?: (attempt: number) => Promise<void>;
	headers?: Record<string, string>;
}

/** Delivers every body to `url`. Resolves when the last one is through. */
export async function sendAll(
	url: string,
	bodies: IDataObject[],
	{ before = async () => {}, headers }: SenderOptions = {},
): Promise<SendReport> {
	const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
	const report: SendReport = {
		firstTime: { delivered: 0, failed: 0 },
		lost: [],
		statuses: {},
	};
	const attempt = async (body: IDataObject) => {
		const status = await axios
			.post(url, body, {
				headers,
				httpAgent: agent,
				proxy: false,
				timeout: 60_000,
				validateStatus: () => true,
			})
			.then(
				(response) => (response.data === STARTING_UP ? 503 : response.status),
				() => 0,
			);
		report.statuses[status] = (report.statuses[status] ?? 0) + 1;
		return status >= 200 && status < 300;
	};
	const again = async (body: IDataObject) => {
		const deadline = Date.now() + GIVE_UP_MS;
		for (let wait = RETRY_MS; Date.now() < deadline; wait = Math.min(wait * 1.5, 2_000)) {
			await sleep(wait * (0.5 + Math.random()));
			if (await attempt(body)) return;
		}
		report.lost.push(String(body.eventId));
	};
	const retries: Promise<void>[] = [];
	let next = 0;
	const worker = async () => {
		while (next < bodies.length) {
			const number = next++;
			await before(number);
			const delivered = await attempt(bodies[number]);
			report.firstTime[delivered ? 'delivered' : 'failed'] += 1;
			if (!delivered) retries.push(again(bodies[number]));
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	await Promise.all(retries);
	agent.destroy();
	return report;
}

/** The list in random order. */
export function shuffled<T>(list: T[]): T[] {
	const result = [...list];
	for (let last = result.length - 1; last > 0; last -= 1) {
		const other = Math.floor(Math.random() * (last + 1));
		[result[last], result[other]] = [result[other], result[last]];
	}
	return result;
}
