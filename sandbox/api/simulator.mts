import { changeCard } from '../cards/change.mts';
import { endVerification } from '../customers/verification.mts';
import { authorise, capture, release } from '../payments/authorisations.mts';
import { authorisationOf, cardOf, customerOf } from './lookup.mts';
import { type Call, created, noContent, type Operation } from './operation.mts';

interface NewAuthorisation {
	amount: string;
	currency: string;
	capture?: boolean;
}

const authoriseCard: Operation = (call) => {
	const body = (call as Call<NewAuthorisation>).body;
	const { store } = call.sandbox;
	const authorisation = authorise(store, cardOf(call), body.amount, body.currency);
	// The answer says pending although the capture follows at once: with the vendor it is asynchronous.
	if (body.capture !== false) capture(store, authorisation);
	return created(authorisation);
};

/** What only the vendor's sandbox has: the parts of the issuer, the merchant and the identity check. */
export const simulatorOperations: Record<string, Operation> = {
	issueCard: (call) => {
		changeCard(call.sandbox.store, cardOf(call), 'issue');
		return noContent();
	},
	failCard: (call) => {
		changeCard(call.sandbox.store, cardOf(call), 'fail');
		return noContent();
	},
	authoriseCard,
	captureAuthorisation: (call) => {
		capture(call.sandbox.store, authorisationOf(call));
		return noContent();
	},
	releaseAuthorisation: (call) => {
		release(call.sandbox.store, authorisationOf(call));
		return noContent();
	},
	verifyCustomer: (call) => {
		endVerification(call.sandbox.store, customerOf(call), 'verify');
		return noContent();
	},
	rejectCustomer: (call) => {
		endVerification(call.sandbox.store, customerOf(call), 'reject');
		return noContent();
	},
};
