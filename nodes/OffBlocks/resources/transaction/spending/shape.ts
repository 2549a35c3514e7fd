import { outputFields, type Shape } from '../../../engine/shape';

const DETAILS = ['fees', 'reversed', 'reversedAmount', 'largest'];

/** In which forms a group comes out; simplified, without fees, reversals and the largest payment. */
export const spendingShape: Shape = {
	simplify: (row) =>
		Object.fromEntries(Object.entries(row).filter(([field]) => !DETAILS.includes(field))),
	fields: [
		'group',
		'groupLabel',
		'subgroup',
		'subgroupLabel',
		'currency',
		'payments',
		'spent',
		'average',
		'largest',
		'refunds',
		'refunded',
		'net',
		'reversed',
		'reversedAmount',
		'fees',
		'before',
	],
};

/** The choice of how much comes out; a group has no ID to be preset. */
export const spendingOutputFields = outputFields(spendingShape, 'raw').map((field) =>
	field.name === 'fields' ? { ...field, default: ['group', 'currency', 'spent'] } : field,
);
