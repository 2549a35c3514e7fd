import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { FailureKind } from '../api/ApiError';
import { isAlready, whyNot } from '../shared/states';
import { isAbout } from './answers';
import type { Entity } from './Entity';
import type { Parameters } from './ItemParameters';
import type { PreparedCall } from './Operation';

/** Milliseconds for the look at the thing: it only adds to what is known already. */
const TIMEOUT = 10_000;

/** The refusals that a status can explain (400, 409). */
const REFUSED: readonly FailureKind[] = ['refused', 'conflict', 'keyInFlight'];

/** An option of writes that change a status. */
export function alreadySoField(noun: string): INodeProperties {
	return {
		displayName: 'Already So Is Fine',
		name: 'alreadySoIsFine',
		type: 'boolean',
		default: false,
		description: `Whether to treat a ${noun} that already has the wanted status as done. The item then has "alreadySo": true instead of failing.`,
	};
}

export function readAlreadySo(parameters: Parameters): boolean {
	return parameters.option('alreadySoIsFine') === true;
}

/**
 * Looks once at a thing that could not be changed. Where it already is what was wanted, that can count as
 * done; else its status goes into the advice. Whatever goes wrong with that look, the refusal stays what it was.
 *
 * @param alreadySo whether a thing that is already so counts as done
 * @param toItems makes the items of a success from the thing as it is
 */
export function refusedChange(
	{ path, states }: Entity,
	operation: string,
	id: string,
	alreadySo: boolean,
	toItems: (thing: unknown) => IDataObject[],
): PreparedCall['refused'] {
	if (!states) return undefined;
	return async (refusal, read) => {
		if (!REFUSED.includes(refusal.kind)) return refusal;
		const look = { method: 'GET', path: `${path}/${id}`, timeoutMs: TIMEOUT } as const;
		const thing = await read(look).catch(() => undefined);
		if (!isAbout(thing, id)) return refusal;
		if (alreadySo && isAlready(states, operation, thing.status)) {
			return toItems(thing).map((item) => ({ ...item, alreadySo: true }));
		}
		const seen = refusal.with({ details: { currentStatus: thing.status as string } });
		// Of a write that may have been carried out, the status says nothing about why.
		if (refusal.details.mayHaveTakenEffect) return seen;
		const reason = whyNot(states, operation, thing.status);
		return reason ? seen.with({ advice: reason }) : refusal;
	};
}
