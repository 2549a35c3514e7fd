import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SigningClient } from '../support/client.mts';
import { startSandbox } from '../support/sandbox.mts';

const HOUR_MS = 3_600_000;
const CARD = '/cards/d0000000-0000-4000-8000-000000000501';

test('a key lives one hour, and then is free again', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'offblocks-sandbox-'));
	const data = join(folder, 'sandbox.sqlite');
	let sandbox = await startSandbox({ args: ['--data', data] });
	try {
		const idempotencyKey = randomUUID();
		const deactivate = () =>
			new SigningClient(sandbox.info).patch(`${CARD}/deactivate`, { idempotencyKey });
		expect((await deactivate()).status).toBe(200);
		expect((await deactivate()).headers['idempotency-replayed']).toBe('true');
		await sandbox.stop();
		const database = new DatabaseSync(data);
		const { at } = database.prepare('SELECT expires_at AS at FROM idempotency').get() as {
			at: number;
		};
		expect(Math.abs(at - Date.now() - HOUR_MS)).toBeLessThan(600_000);
		database.exec(`UPDATE idempotency SET expires_at = ${Date.now() - 1}`);
		database.close();
		sandbox = await startSandbox({ args: ['--data', data] });
		const later = await deactivate();
		expect([later.status, later.headers['idempotency-replayed']]).toEqual([409, undefined]);
		expect(later.data.message).toBe('Invalid state transition');
	} finally {
		await sandbox.stop();
		rmSync(folder, { recursive: true });
	}
});
