import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { sameId } from '../../api/expected';
import { newThing } from '../../engine/answers';
import type { Parameters } from '../../engine/ItemParameters';
import type { CallOperation } from '../../engine/Operation';
import { writeOptions } from '../../engine/sendingOptions';
import { outputFields, readShape } from '../../engine/shape';
import { plainText } from '../../shared/values';
import { addressField, readAddress } from './address';
import type { Address, CardType, CreateCardBody } from './card';
import { accountField } from './fields';
import { cardShape } from './shape';
import { readWait, untilIssued, waitField } from './untilIssued';

const typeField: INodeProperties = {
	displayName: 'Type',
	name: 'type',
	type: 'options',
	options: [
		{ name: 'Virtual', value: 'virtual', description: 'Can be used as soon as it is issued' },
		{
			name: 'Physical',
			value: 'physical',
			description: 'Produced and mailed to the shipping address',
		},
	],
	default: 'virtual',
	description: 'An account can have one card of each type',
};

/** `POST /accounts/{accountId}/cards` */
export const create: CallOperation = {
	kind: 'call',
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a card',
		description:
			'Issue a new card for an account. It starts as "issuing" and becomes "active" by itself.',
	},
	fields: [
		accountField,
		typeField,
		addressField('Billing Address', 'billingAddress'),
		{
			...addressField('Shipping Address', 'shippingAddress'),
			displayOptions: { show: { type: ['physical'] } },
		},
		...outputFields(cardShape, 'raw'),
		writeOptions(waitField),
	],
	subtitle: 'create: {accountId}',
	tool: 'Issues a new payment card for an account. Needs the account ID (a UUID). An account can have one virtual and one physical card. The new card starts with status "issuing". This has a real effect: do it only when asked to.',
	risk: 'create',
	prepare(parameters) {
		const accountId = parameters.id('accountId', 'Account');
		const body: CreateCardBody = {
			type: readType(parameters),
			billingAddress: readAddressOf(parameters, 'billingAddress', 'Billing Address'),
		};
		if (body.type === 'physical') {
			body.shippingAddress = readAddressOf(parameters, 'shippingAddress', 'Shipping Address');
		}
		const shaped = readShape(parameters, cardShape);
		const seconds = readWait(parameters);
		let made: IDataObject;
		return {
			request: {
				method: 'POST',
				path: `/accounts/${accountId}/cards`,
				body,
				expects: newThing('card', (card) => sameId(card.accountId, accountId)),
			},
			idempotencyKey: parameters.idempotencyKey(),
			orderKey: accountId,
			toItems(card) {
				made = card as IDataObject;
				return [shaped(made)];
			},
			settle: seconds
				? async (tools) => {
						const card = await untilIssued(made, seconds, tools);
						const late = card.status === 'issuing' ? { stillIssuing: true } : {};
						return [{ ...shaped(card), ...late }];
					}
				: undefined,
		};
	},
};

function readType(parameters: Parameters): CardType {
	const type = plainText(parameters.value('type')) as CardType;
	if (type !== 'virtual' && type !== 'physical') {
		parameters.problem('Type must be "virtual" or "physical"');
	}
	return type;
}

/** An address from a fixed collection with one `address`. */
function readAddressOf(parameters: Parameters, name: string, label: string): Address {
	const fields = parameters.value(`${name}.address`, {});
	const { address, problems } = readAddress((fields ?? {}) as IDataObject);
	for (const problem of problems) parameters.problem(`${label}: ${problem}`);
	return address;
}
