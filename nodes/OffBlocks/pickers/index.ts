import { registry } from '../resources';
import { searchOf } from './search';

/** The node's list searches, by the name that a locator gives. */
export const listSearch = Object.fromEntries(
	[...registry.pickers].map(([name, picker]) => [name, searchOf(picker)]),
);
