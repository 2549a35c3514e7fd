import { listMany } from '../../engine/list/listMany';
import type { Resource } from '../../engine/Operation';
import { deleteOne, getOne, patchOne } from '../../engine/plain';
import { getChallenge, submitChallengeSignature } from '../challenge';
import { chooseCustomer } from '../customer/fields';
import { audit } from './audit.operation';
import { create } from './create.operation';
import { account, accountListing } from './entity';
import { accountPicker } from './picker';

const activate = patchOne(account, {
	name: 'Activate',
	value: 'activate',
	description: 'Activate an account that was deactivated',
	tool: 'Activates an account that was deactivated (status "inactive"), by account ID (a UUID). Can be undone.',
	risk: 'freeze',
});

const close = deleteOne(account, {
	name: 'Close',
	value: 'close',
	description: 'Close an account permanently. This cannot be undone.',
	tool: 'Permanently closes an account, by account ID (a UUID). IRREVERSIBLE: never do this without an explicit instruction that names this account.',
	notice:
		'This cannot be undone. OffBlocks then creates a challenge for removing the account from the blockchain: get it with Get Challenge and have the owner sign it. To stop an account temporarily, use Deactivate.',
});

const deactivate = patchOne(account, {
	name: 'Deactivate',
	value: 'deactivate',
	description: 'Stop an account until it is activated again',
	tool: 'Stops an active account until it is activated again, by account ID (a UUID). Can be undone.',
	risk: 'freeze',
});

const get = getOne(account, {
	description: 'Read one account: its customer, status, currencies and chain ID',
	tool: 'Reads one account by account ID (a UUID): customer ID, status, currencies, chain ID. Changes nothing.',
});

const getAll = listMany(accountListing, {
	description: 'List all accounts of the programme',
	tool: 'Lists accounts with account ID, customer ID, status and currencies. Changes nothing.',
});

const getAllByCustomer = listMany(
	accountListing,
	{
		name: 'Get Many by Customer',
		value: 'getAllByCustomer',
		action: 'Get many accounts by customer',
		description: 'List the accounts of one customer',
		tool: 'Lists the accounts of one customer, by customer ID (a UUID). Changes nothing.',
		subtitle: 'get many: {customerId}',
	},
	{
		fields: [chooseCustomer],
		path: (parameters) => `/customers/${parameters.id('customerId', 'Customer')}/accounts`,
	},
);

const challenge = getChallenge(account, {
	description:
		'Get a new challenge for the owner to sign. Each new challenge invalidates all earlier ones of the account.',
	tool: 'Gets a new challenge for the owner of an account to sign, by account ID (a UUID). It invalidates all earlier challenges of the account. A wallet must sign it, which a model cannot do.',
});

const submit = submitChallengeSignature(account, {
	description: "Send the owner's signature, which opens or closes the account on the blockchain",
	tool: 'Sends the signature that a wallet made over the challenge of an account. Needs account ID, owner ID (CAIP-10), challenge and signature. Never make up a signature.',
});

export const accountResource: Resource = {
	name: 'Account',
	plural: 'Accounts',
	value: 'account',
	operations: [
		activate,
		audit,
		close,
		create,
		deactivate,
		get,
		challenge,
		getAll,
		getAllByCustomer,
		submit,
	],
	preset: getAll,
	picker: accountPicker,
};
