import { register } from '../engine/registry';
import { accountResource } from './account';
import { assetResource } from './asset';
import { authorisationResource } from './authorisation';
import { cardResource } from './card';
import { chainResource } from './chain';
import { customerResource } from './customer';
import { eventResource } from './event';
import { reachOf } from './reach';
import { signingKeyResource } from './signingKey';
import { simulatorResource } from './simulator';
import { transactionResource } from './transaction';
import { webhookResource } from './webhook';

/** What the action node is made from, by name; a new node has the resource Card. */
export const registry = register(
	[
		accountResource,
		assetResource,
		authorisationResource,
		cardResource,
		chainResource,
		customerResource,
		eventResource,
		signingKeyResource,
		simulatorResource,
		transactionResource,
		webhookResource,
	],
	cardResource,
	reachOf,
);
