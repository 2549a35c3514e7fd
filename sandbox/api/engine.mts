import { ASSETS, CHAINS } from '../engine/chains.mts';
import { ok, type Operation } from './operation.mts';

/** Blockchains and tokens: the same for everybody. */
export const engineOperations: Record<string, Operation> = {
	listChains: () => ok(CHAINS),
	listAssets: ({ query: { chain } }) =>
		ok(chain === undefined ? ASSETS : ASSETS.filter(({ blockchain }) => blockchain === chain)),
};
