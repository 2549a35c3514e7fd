import { soakCreates } from '../support/soakCreates.mts';
import { volume } from '../support/volume.mts';

// The full size, 20,000 and several kills: npm run soak:creates
const CREATES = volume(100, 400);

it('issues one card an account, no more and no less, though the API fails and n8n is killed', async () => {
	const result = await soakCreates({ creates: CREATES, share: 0.3, kills: 1 });
	expect(result.accountsByCards).toEqual({ 1: CREATES });
	expect(result.mismatched).toBe(0);
	expect(result.runs).toBeGreaterThanOrEqual(2);
	// Else it was no trouble.
	expect(result.troubles).toBeGreaterThan(CREATES * 0.2);
});
