import { readOutgoing } from '../../../credentials/request/outgoing.ts';

const BASE = 'http://127.0.0.1:4010/v1';

// n8n's `httpRequest` leaves an empty object out, its older `request` sends it: the digest must be of what is sent.
it('an empty object is a body only where n8n sends it', () => {
	const newer = readOutgoing({ method: 'POST', url: '/cards', body: {} }, BASE);
	expect([newer.body, newer.headers]).toEqual([undefined, {}]);
	const older = readOutgoing({ method: 'POST', uri: `${BASE}/cards`, body: {} } as never, BASE);
	expect([older.body?.toString(), older.headers]).toEqual([
		'{}',
		{ 'content-type': 'application/json' },
	]);
});
