import {
	credentialFor,
	noteSession,
	type CredentialHolder,
} from '../../../nodes/OffBlocks/api/credential.ts';

/** A run's context whose stored credential changes as `stored` does. */
function holderOf(stored: { sessionToken: string }) {
	let reads = 0;
	const holder = {
		getCredentials: async () => {
			reads += 1;
			return { ...stored };
		},
	} as CredentialHolder;
	return { holder, reads: () => reads };
}

const valuesFor = async (holder: CredentialHolder, now: number) =>
	(await credentialFor(holder, now))!.credentialsDecrypted!.data!;

it('reads the credential once a second, however many requests there are', async () => {
	const { holder, reads } = holderOf({ sessionToken: 'one' });
	await Promise.all([1_000, 1_001, 1_500, 1_999].map((now) => credentialFor(holder, now)));
	expect(reads()).toBe(1);
	await credentialFor(holder, 2_000);
	expect(reads()).toBe(2);
});

it('gives each request an object of its own, by which the credential tells them apart', async () => {
	const { holder } = holderOf({ sessionToken: 'one' });
	const [first, second] = [await valuesFor(holder, 1_000), await valuesFor(holder, 1_000)];
	expect(first).toEqual(second);
	expect(first).not.toBe(second);
});

it('keeps nothing for another run', async () => {
	const [one, other] = [holderOf({ sessionToken: 'one' }), holderOf({ sessionToken: 'other' })];
	expect((await valuesFor(one.holder, 1_000)).sessionToken).toBe('one');
	expect((await valuesFor(other.holder, 1_000)).sessionToken).toBe('other');
});

it('begins with the new session once n8n has logged in for a request', async () => {
	const stored = { sessionToken: 'old' };
	const { holder, reads } = holderOf(stored);
	const given = await credentialFor(holder, 1_000);
	stored.sessionToken = 'new';
	// As n8n does it after a 401: into the object it was given.
	given!.credentialsDecrypted!.data!.sessionToken = 'new';
	noteSession(holder, given);
	expect((await valuesFor(holder, 1_001)).sessionToken).toBe('new');
	noteSession(holder, await credentialFor(holder, 1_002));
	await credentialFor(holder, 1_003);
	expect(reads()).toBe(2);
});

it('leaves a credential that cannot be read to n8n, and asks again', async () => {
	let broken = true;
	const holder = {
		getCredentials: async () => {
			if (broken) throw new Error('Credentials not found');
			return {};
		},
	} as CredentialHolder;
	expect(await credentialFor(holder, 1_000)).toBeUndefined();
	broken = false;
	expect(await credentialFor(holder, 1_001)).toBeDefined();
});
