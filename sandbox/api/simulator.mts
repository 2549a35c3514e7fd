import { endIssuance } from '../cards/change.mts';
import { endVerification } from '../customers/change.mts';
import { authorise, capture, release } from '../payments/authorisations.mts';
import { authorisationOf, cardOf, customerOf } from './lookup.mts';
import { accepted, type Call, created, type Operation } from './operation.mts';

interface NewAuthorisation {
	amount: string;
	currency: string;
	capture: boolean;
}

const authoriseCard: Operation = (call) => {
	const body = (call as Call<NewAuthorisation>).body;
	const { store, settings } = call.sandbox;
	const authorisation = authorise(store, cardOf(call), body.amount, body.currency);
	// The answer says pending: the capture follows by itself.
	if (body.capture) store.steps.queue('capture', authorisation.id, settings.stepMs);
	return created(authorisation);
};

/** What only the vendor's sandbox has: the parts of the issuer, the merchant and the identity check. */
export const simulatorOperations: Record<string, Operation> = {
	issueCard: (call) => {
		endIssuance(call.sandbox.store, cardOf(call), 'issue');
		return accepted();
	},
	failCard: (call) => {
		endIssuance(call.sandbox.store, cardOf(call), 'fail');
		return accepted();
	},
	authoriseCard,
	captureAuthorisation: (call) => {
		const { store, settings } = call.sandbox;
		capture(store, authorisationOf(call), settings.stepMs);
		return accepted();
	},
	releaseAuthorisation: (call) => {
		const { store, settings } = call.sandbox;
		release(store, authorisationOf(call), settings.stepMs);
		return accepted();
	},
	verifyCustomer: (call) => {
		endVerification(call.sandbox.store, customerOf(call), 'verify');
		return accepted();
	},
	rejectCustomer: (call) => {
		endVerification(call.sandbox.store, customerOf(call), 'reject');
		return accepted();
	},
};
