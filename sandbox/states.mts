import { conflict } from './http/errors.mts';

/** What can be done to an entity, from which states, and the state it leads to. */
export type Transitions<Status extends string> = Readonly<
	Record<string, { readonly from: readonly Status[]; readonly to: Status }>
>;

/** @throws ApiError 409 in the vendor's words where the transition is not allowed from the status */
export function nextStatus<Status extends string>(
	{ from, to }: { readonly from: readonly Status[]; readonly to: Status },
	status: Status,
): Status {
	if (!from.includes(status)) throw invalidTransition();
	return to;
}

export const invalidTransition = () =>
	conflict('invalid_state_transition', 'Invalid state transition');
