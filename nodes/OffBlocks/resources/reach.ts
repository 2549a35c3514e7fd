import type { Reach, ReachOf } from '../engine/fence';
import { UUID } from '../shared/uuid';

/** By the path of a request, with the id in it. */
const REACHES = table({
	// Blockchains and tokens are nobody's.
	'/chains': () => ({}),
	'/assets(?:\\?.*)?': () => ({}),
	'/accounts': () => ({ list: 'account' }),
	[`/accounts/(${UUID})/(?:cards|transactions)`]: (account) => ({ account, list: 'accountId' }),
	[`/accounts/(${UUID})(?:/.+)?`]: (account) => ({ account }),
	'/cards': () => ({ list: 'accountId' }),
	[`/cards/(${UUID})/transactions`]: (id) => ({ thing: `/cards/${id}`, list: 'accountId' }),
	[`(?:/simulator)?/cards/(${UUID})(?:/.+)?`]: (id) => ({ thing: `/cards/${id}` }),
	[`/transactions/(${UUID})`]: (id) => ({ thing: `/transactions/${id}` }),
	[`(?:/simulator)?/authorisations/(${UUID})(?:/.+)?`]: (id) => ({
		thing: `/authorisations/${id}`,
	}),
});

/** The same of requests that only read: a change of a customer reaches all accounts of the customer, and new ones. */
const READING = table({
	'/customers': () => ({ list: 'customer' }),
	[`/customers/(${UUID})`]: (customer) => ({ customer }),
	[`/customers/(${UUID})/accounts`]: (customer) => ({ customer, list: 'account' }),
});

function table(reaches: Record<string, (id: string) => Reach>) {
	return Object.entries(reaches).map(([path, reach]) => ({ path: new RegExp(`^${path}$`), reach }));
}

/** What a call of the API reaches. Of what is not listed here nobody knows, e.g. of webhooks and signing keys. */
export const reachOf: ReachOf = ({ method, path: called }) => {
	for (const { path, reach } of method === 'GET' ? [...REACHES, ...READING] : REACHES) {
		const match = path.exec(called);
		if (match) return reach(match[1]);
	}
	return undefined;
};
