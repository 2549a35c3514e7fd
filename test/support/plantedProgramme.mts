// A programme in which each matter of the audit of accounts is planted, and beside it what it must not find; then as many
// people in order as are wanted. Whole entities, so that a sandbox can store them.

const DAY = 86_400_000;

interface Plant {
	customer?: object;
	account?: object;
	/** One card in order where there is no other word. */
	cards?: object[];
}

/** What the rules must be set to, as the node's field stores it; each input item has an `employee`. */
export const PROGRAMME_RULES = {
	notOnRoster: { enabled: true, roster: '={{ $json.employee }}' },
	networkNotAllowed: { enabled: true, networks: ['mastercard'], bins: '530518' },
	issuedInBurst: { enabled: true, threshold: 5 },
};

export const idOf = (letter: string, number: number) =>
	`${letter}1000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const address = (firstLine: string) => ({
	firstLine,
	city: 'London',
	country: 'GB',
	postCode: 'NW6 2FG',
});
const shared = (firstLine: string) => ({ cards: [{ billingAddress: address(firstLine) }] });

/** @param ordinary people in order, behind those that are planted */
export function plantedProgramme(now: number, ordinary = 0) {
	const ago = (days: number) => new Date(now - days * DAY).toISOString();
	const born = { createdAt: ago(200), updatedAt: ago(100) };
	const terminated = (days: number) => ({
		status: 'terminated',
		createdAt: ago(days + 1),
		updatedAt: ago(days),
	});
	const plants: Plant[] = [
		{},
		{ account: { status: 'closed' } },
		{ account: { status: 'closed' }, cards: [terminated(9)] },
		{ customer: { status: 'rejected' } },
		{ cards: [] },
		{ cards: [], account: { createdAt: ago(3) } },
		{ customer: { externalId: 'stranger' } },
		{ cards: [terminated(30), terminated(20), terminated(10), { createdAt: ago(9) }] },
		{ cards: [terminated(30), terminated(20), { createdAt: ago(9) }] },
		shared('1 Common Street'),
		shared('1 common street.'),
		shared('1 Common  Street'),
		shared('2 Common Street'),
		shared('2 Common Street'),
		{ cards: [{ network: 'visa', maskedPan: '411111******1111' }] },
		...Array.from({ length: 5 }, () => ({ cards: [{ createdAt: ago(2) }] })),
		...Array.from({ length: ordinary }, () => ({})),
	];
	const seed = { customers: [], accounts: [], cards: [] } as Record<string, object[]>;
	for (const [n, { customer, account, cards = [{}] }] of plants.entries()) {
		const status = 'active';
		seed.customers.push({
			id: idOf('c', n),
			externalId: `HR-${n}`,
			chainId: `eip155:300:0x${String(n).padStart(40, '0')}`,
			status,
			...born,
			...customer,
		});
		seed.accounts.push({
			id: idOf('a', n),
			customerId: idOf('c', n),
			chainId: `eip155:300:0x${String(n).padStart(40, '0')}`,
			status,
			type: 'card_account',
			currencies: ['EUR'],
			...born,
			...account,
		});
		for (const [at, card] of cards.entries()) {
			seed.cards.push({
				id: idOf('d', n * 100 + at),
				accountId: idOf('a', n),
				type: 'virtual',
				network: 'mastercard',
				maskedPan: '530518******0000',
				billingAddress: address(`${n} Own Road`),
				status,
				...born,
				...card,
			});
		}
	}
	return {
		seed,
		people: plants.length,
		roster: plants.map((_, n) => (n === 6 ? 'somebody else' : `hr-${n}`)),
		/** Rule and account of each finding. */
		expected: [
			['liveOnEnded', idOf('a', 1)],
			['liveOnEnded', idOf('a', 3)],
			['accountWithoutCard', idOf('a', 4)],
			['notOnRoster', idOf('a', 6)],
			['reissued', idOf('a', 7)],
			['sharedAddress', idOf('a', 11)],
			['networkNotAllowed', idOf('a', 14)],
			['issuedInBurst', idOf('a', 19)],
		].sort(),
	};
}
