import type { Resource } from '../../engine/Operation';
import { audit } from './audit.operation';
import { confirmChanges } from './confirmChanges.operation';
import { create } from './create.operation';
import { getChanges } from './getChanges.operation';
import { activate, deactivate, get, getAll, getAllByAccount, terminate } from './plain.operations';
import { cardPicker } from './picker';

export const cardResource: Resource = {
	name: 'Card',
	plural: 'Cards',
	value: 'card',
	operations: [
		activate,
		audit,
		confirmChanges,
		create,
		deactivate,
		get,
		getChanges,
		getAll,
		getAllByAccount,
		terminate,
	],
	preset: getAll,
	picker: cardPicker,
};
