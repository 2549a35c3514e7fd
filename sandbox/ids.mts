const NAMES = [
	'id',
	'accountId',
	'authorisationId',
	'cardId',
	'customerId',
	'entityId',
	'transactionId',
];

/**
 * Ids count the same in upper and lower case, and are kept in lower case: as the API's paths read them.
 * @returns a copy with the ids that it names itself in lower case; anything but an object as it is
 */
export function withLowerIds<Given>(given: Given): Given {
	if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
	const lower = { ...given } as Record<string, unknown>;
	for (const name of NAMES) {
		const id = lower[name];
		if (typeof id === 'string') lower[name] = id.toLowerCase();
	}
	return lower as Given;
}
