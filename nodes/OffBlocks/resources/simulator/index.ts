import type { Resource } from '../../engine/Operation';
import { authorisationField } from '../authorisation';
import { chooseCard } from '../card/fields';
import { chooseCustomer } from '../customer/fields';
import { authorise } from './authorise.operation';
import { simulate, type Subject } from './simulate';

const card: Subject = { path: '/cards', idField: 'cardId', label: 'Card', choose: chooseCard };
const customer: Subject = {
	path: '/customers',
	idField: 'customerId',
	label: 'Customer',
	choose: [chooseCustomer],
};
const authorisation: Subject = {
	path: '/authorisations',
	idField: 'authorisationId',
	label: 'Authorisation ID',
	choose: [authorisationField],
};

const SANDBOX = 'Works only in the OffBlocks sandbox';

const capture = simulate(authorisation, {
	name: 'Capture',
	value: 'capture',
	action: 'Simulate the capture of an authorisation',
	description: `The merchant captures the held amount: the authorisation becomes "captured" and a transaction follows. ${SANDBOX}.`,
	tool: 'Simulates in the sandbox that a merchant captures an authorisation, by authorisation ID (a UUID). Takes effect a moment later.',
	verb: 'capture',
});

const fail = simulate(card, {
	name: 'Fail Card',
	value: 'failCard',
	action: 'Simulate that issuing a card fails',
	description: `The banking partner refuses the card: it goes from "issuing" to "issue_failed". ${SANDBOX}.`,
	tool: 'Simulates in the sandbox that the issuing of a card fails, by card ID (a UUID). Takes effect a moment later.',
	verb: 'fail',
});

const issue = simulate(card, {
	name: 'Issue Card',
	value: 'issueCard',
	action: 'Simulate that a card is issued',
	description: `The banking partner issues the card: it goes from "issuing" to "active". ${SANDBOX}.`,
	tool: 'Simulates in the sandbox that a card is issued, by card ID (a UUID). Takes effect a moment later.',
	verb: 'issue',
});

const reject = simulate(customer, {
	name: 'Reject Customer',
	value: 'rejectCustomer',
	action: 'Simulate that a customer is rejected',
	description: `The verification fails: the customer goes from "verifying" to "rejected", and that is final. ${SANDBOX}.`,
	tool: 'Simulates in the sandbox that the verification of a customer fails, by customer ID (a UUID). Takes effect a moment later.',
	verb: 'reject',
});

const release = simulate(authorisation, {
	name: 'Release',
	value: 'release',
	action: 'Simulate the release of an authorisation',
	description: `The merchant releases the held amount: the authorisation becomes "released". ${SANDBOX}.`,
	tool: 'Simulates in the sandbox that an authorisation is released, by authorisation ID (a UUID). Takes effect a moment later.',
	verb: 'release',
});

const verify = simulate(customer, {
	name: 'Verify Customer',
	value: 'verifyCustomer',
	action: 'Simulate that a customer is verified',
	description: `The verification succeeds: the customer goes from "verifying" to "active". ${SANDBOX}.`,
	tool: 'Simulates in the sandbox that the verification of a customer succeeds, by customer ID (a UUID). Takes effect a moment later.',
	verb: 'verify',
});

export const simulatorResource: Resource = {
	name: 'Simulator',
	plural: 'Simulator Steps',
	value: 'simulator',
	operations: [authorise, capture, fail, issue, reject, release, verify],
	preset: authorise,
};
