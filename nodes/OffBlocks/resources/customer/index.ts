import { listMany } from '../../engine/list/listMany';
import type { Resource } from '../../engine/Operation';
import { getOne, patchOne } from '../../engine/plain';
import { getChallenge, submitChallengeSignature } from '../challenge';
import { create } from './create.operation';
import { customer, customerListing } from './entity';
import { getByExternalId } from './getByExternalId.operation';
import { customerPicker } from './picker';

const activate = patchOne(customer, {
	name: 'Activate',
	value: 'activate',
	description:
		'Activate a customer that was deactivated, together with everything that belongs to them',
	tool: 'Activates a customer that was deactivated (status "inactive"), by customer ID (a UUID). Can be undone.',
	risk: 'freeze',
});

const deactivate = patchOne(customer, {
	name: 'Deactivate',
	value: 'deactivate',
	description: 'Deactivate a customer and everything that belongs to them',
	tool: 'Deactivates an active customer and everything that belongs to them, by customer ID (a UUID). Can be undone.',
	risk: 'freeze',
});

const get = getOne(customer, {
	description: 'Read one customer: external ID, wallet and status',
	tool: 'Reads one customer by customer ID (a UUID): external ID, wallet (chain ID) and status. Changes nothing.',
});

const getAll = listMany(customerListing, {
	description: 'List all customers of the programme',
	tool: 'Lists customers with customer ID, external ID, wallet (chain ID) and status. Changes nothing.',
});

const challenge = getChallenge(customer, {
	description:
		"Get the challenge that the owner of the customer's wallet has to sign: a Sign-In-With-Ethereum text",
	tool: "Reads the challenge that the owner of the customer's wallet has to sign, by customer ID (a UUID). A wallet must sign it, which a model cannot do.",
});

const submit = submitChallengeSignature(customer, {
	description:
		"Send the wallet's signature, which starts screening and verification of the customer",
	tool: 'Sends the signature that a wallet made over the challenge of a customer. Needs customer ID, owner ID (CAIP-10), challenge and signature. Never make up a signature.',
});

export const customerResource: Resource = {
	name: 'Customer',
	plural: 'Customers',
	value: 'customer',
	operations: [activate, create, deactivate, get, getByExternalId, challenge, getAll, submit],
	preset: getAll,
	picker: customerPicker,
};
