/** The blockchains and tokens that this sandbox knows: the chains of the vendor's guides; which assets is made up. */

export interface Chain {
	/** CAIP-2. */
	id: string;
	name: string;
}

export interface Asset {
	/** CAIP-19. */
	id: string;
	/** CAIP-2 id of its chain. */
	blockchain: string;
	name: string;
	symbol: string;
}

export const CHAINS: readonly Chain[] = [
	{ id: 'eip155:324', name: 'zkSync Era' },
	{ id: 'eip155:300', name: 'zkSync Sepolia' },
	{ id: 'eip155:42161', name: 'Arbitrum One' },
	{ id: 'eip155:421614', name: 'Arbitrum Sepolia' },
	{ id: 'tron:27Lqcw', name: 'Tron' },
	{ id: 'tron:4oPwXB', name: 'Tron Shasta' },
	{ id: 'tron:6FhfKq', name: 'Tron Nile' },
];

const TOKENS = [
	['Dai Stablecoin', 'DAI', '6b175474e89094c44da98b954eedeac495271d0f'],
	['USD Coin', 'USDC', 'a0b86991c6218b36c1d19d4a2e9eb0ce3606eb48'],
	['Tether USD', 'USDT', 'dac17f958d2ee523a2206206994597c13d831ec7'],
] as const;

export const ASSETS: readonly Asset[] = CHAINS.flatMap(({ id }) =>
	TOKENS.map(([name, symbol, contract]) => ({
		id: id.startsWith('tron')
			? `${id}/trc20:T${contract.slice(0, 33)}`
			: `${id}/erc20:0x${contract}`,
		blockchain: id,
		name,
		symbol,
	})),
);

/** CAIP-2 id of the chain that a CAIP-10 account lives on. */
export const chainOf = (accountChainId: string): string =>
	accountChainId.split(':').slice(0, 2).join(':');

/** CAIP-19 id of the token that accounts of a chain pay with; on an unknown chain the first chain's. */
export function tokenOf(chain: string): string {
	const asset = ASSETS.find(({ blockchain }) => blockchain === chain) ?? ASSETS[0];
	if (!asset) throw new Error('The sandbox knows no asset');
	return asset.id;
}
