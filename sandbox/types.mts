import type { AccountStatus, CardStatus, CardType } from './world.mts';

/** The API's entities, as `openapi.yaml` describes them. Timestamps are ISO 8601, amounts decimal strings. */

export interface Address {
	firstLine: string;
	secondLine?: string;
	city: string;
	state?: string;
	country: string;
	postCode: string;
}

interface Entity {
	id: string;
	createdAt: string;
	updatedAt: string;
}

export interface Card extends Entity {
	accountId: string;
	type: CardType;
	name?: string;
	network?: 'visa' | 'mastercard';
	maskedPan?: string;
	expirationDate?: string;
	billingAddress?: Address;
	status: CardStatus;
}

export interface Account extends Entity {
	customerId: string;
	/** CAIP-10, from the time that the account is active. */
	chainId?: string;
	status: AccountStatus;
	type: 'card_account';
	currencies?: string[];
}

export interface Customer extends Entity {
	externalId: string;
	/** CAIP-10. */
	chainId: string;
	status: 'initiating' | 'screening' | 'verifying' | 'rejected' | 'active' | 'inactive';
}

export interface Merchant {
	id: string;
	name: string;
	/** ISO 18245; a number, so that 0742 is 742. */
	mcc: number;
	/** ISO 3166-1 alpha-2. */
	country: string;
	city: string;
}

interface Money {
	amount: string;
	currency: string;
	merchantAmount: string;
	merchantCurrency: string;
	exchangeRate: string;
	merchant: Merchant;
}

export interface Authorisation extends Entity, Money {
	accountId: string;
	cardId?: string;
	status: 'pending' | 'capturing' | 'captured' | 'releasing' | 'released';
}

export interface Fee {
	type: 'partner' | 'service' | 'network';
	tokenAmount: string;
}

export interface Transaction extends Entity, Money {
	accountId: string;
	cardId?: string;
	/** Absent from a refund. */
	authorisationId?: string;
	direction: 'debit' | 'credit';
	status: 'processing' | 'processed' | 'reversing' | 'reversed';
	tokenAmount: string;
	/** CAIP-19. */
	token: string;
	fees: Fee[];
	/** `chainId` is the chain (CAIP-2), a colon and the hash. */
	chainTransactions: Array<{ chainId: string; createdAt: string }>;
}

export const WEBHOOK_TYPES = [
	'customer.updated',
	'account.updated',
	'card.updated',
	'authorisation.updated',
	'transaction.updated',
] as const;
export type WebhookType = (typeof WEBHOOK_TYPES)[number];

export interface Webhook extends Entity {
	callbackUrl: string;
	types: WebhookType[];
}

/** What each webhook type delivers. */
export interface EventEntities {
	'customer.updated': Customer;
	'account.updated': Account;
	'card.updated': Card;
	'authorisation.updated': Authorisation;
	'transaction.updated': Transaction;
}
