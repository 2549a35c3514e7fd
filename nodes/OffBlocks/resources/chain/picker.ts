import { pickerEntry, type Picker } from '../../shared/picker';

/** The blockchains that OffBlocks supports, by name. */
export const chainPicker: Picker<{ id: string; name: string }> = {
	resource: 'chain',
	path: () => '/chains',
	entry: ({ id, name }) => pickerEntry(`${name} · ${id}`, id),
};
