import type { FastifyInstance } from 'fastify';
import { badRequest } from '../http/errors.mts';
import type { Sandbox } from '../sandbox.mts';
import { after } from '../time/duration.mts';
import type { Passed } from '../time/time.mts';

export interface ClockMove {
	/** ISO 8601. */
	to?: string;
	/** Seconds, or a number with a unit: `30d`. */
	by?: number | string;
}
export interface ClockReading {
	/** ISO 8601, as the next two. */
	now: string;
	machine: string;
	/** Seconds ahead of this machine's clock. */
	offset: number;
	/** Seconds gained each second. */
	drift: number;
}

const MOVE = {
	body: {
		type: 'object',
		additionalProperties: false,
		minProperties: 1,
		maxProperties: 1,
		properties: {
			to: { type: 'string', format: 'date-time' },
			by: { anyOf: [{ type: 'number' }, { type: 'string' }] },
		},
	},
};
const [EARLIEST, LATEST] = [Date.UTC(2000, 0), Date.UTC(2100, 0)];

export const clockOf = ({ store, settings }: Sandbox): ClockReading => ({
	now: store.clock.date().toISOString(),
	machine: new Date().toISOString(),
	offset: Math.round(store.clock.offset * 1000) / 1000,
	drift: settings.clockDrift,
});

/** Moves the clock, and lets happen what falls due on the way. @throws ApiError 400 where that is no time */
export async function moveClock({ store, time }: Sandbox, { to, by }: ClockMove): Promise<Passed> {
	const target = to === undefined ? after(store.clock.now(), by ?? 0) : Date.parse(to);
	if (!(target >= EARLIEST && target < LATEST)) {
		throw badRequest('The clock can be moved from the year 2000 to 2099.');
	}
	return await time.moveTo(target);
}

/** The clock: read, moved, and put right again. */
export async function clockRoutes(
	app: FastifyInstance,
	{ sandbox }: { sandbox: Sandbox },
): Promise<void> {
	app.get('/clock', async () => clockOf(sandbox));
	app.post<{ Body: ClockMove }>('/clock', { schema: MOVE }, async ({ body }) => {
		const passed = await moveClock(sandbox, body);
		return { ...clockOf(sandbox), ...passed };
	});
	app.delete('/clock', async () => {
		sandbox.time.set(0, 0);
		return clockOf(sandbox);
	});
}
