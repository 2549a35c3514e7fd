/** What to do about a finding, by the name of its rule. Rules of the user's own say it in their names. */
const NEXT_STEPS: Record<string, string | undefined> = {
	badData: 'Correct the data with OffBlocks: this API cannot change a card.',
	accountWithoutCard: 'Create a card, or close the account if nobody needs it.',
	blocked: 'A block is final. Create a new card if the holder still needs one.',
	cardTesting: 'Freeze the card and ask the holder. If they do not know the payments, replace it.',
	countryNotAllowed: 'Check with the holder where they live. Freeze the card until that is clear.',
	expiredButActive: 'Terminate the card and create a new one if the holder still needs it.',
	expiresSoon: 'Create the replacement in time and tell the holder.',
	foreignCurrency: 'Nothing, if the holder travels or buys abroad. Otherwise ask them.',
	foreignPayment: 'Nothing, if the holder travels or buys abroad. Otherwise ask them.',
	highFees: 'Compare the fees with what you have agreed with OffBlocks.',
	issuedInBurst: 'Find out who ordered the cards, and freeze them until that is clear.',
	issueFailed: 'Check the billing address and create the card again.',
	largePayment: 'Ask the holder. If they do not know the payment, freeze the card.',
	listedMerchant: 'Check whether the payment is allowed, and talk to the holder.',
	liveOnEnded: 'Terminate the card, or reactivate the account if it ended by accident.',
	longInactive: 'Ask the holder. Activate the card, or terminate it.',
	merchantCountryNotAllowed: 'Ask the holder. If they do not know the payment, freeze the card.',
	networkNotAllowed: 'Ask OffBlocks why the card was issued there, and replace it.',
	newCountry: 'Ask the holder if they do not travel.',
	notOnRoster: 'Check whether the person has left. If so, terminate the card.',
	pendingHold: 'Ask the merchant to capture or release it.',
	recentlyTerminated:
		'Make sure that it was meant. A pending payment can still arrive for up to 30 days.',
	refundWithoutPayment: 'Ask the merchant what the refund is for.',
	reissued: 'Find out why cards are replaced so often, before the next one is ordered.',
	repeatedPayment:
		'Ask the holder whether both are right. If not, claim one back from the merchant.',
	reversedPayment: 'Ask the merchant or OffBlocks for the reason.',
	sharedAddress: 'Check whether these people belong together.',
	sharedName: 'Check whether it is the same person. If not, ask for the full names.',
	spentInDay: 'Talk to the holder. Freeze the card if it should not be used any more.',
	spentInMonth: 'Talk to the holder. Freeze the card if it should not be used any more.',
	spentInWeek: 'Talk to the holder. Freeze the card if it should not be used any more.',
	stuckIssuing: 'Ask OffBlocks support what the card is waiting for, and tell the holder.',
	suspended:
		'Ask OffBlocks support for the reason: only OffBlocks can lift a suspension. Warn the holder.',
	tooManyLive: 'Find out which card the holder uses, and terminate the others.',
	unusableCard: 'Ask OffBlocks how the payment could go through.',
	unusedCard: 'Ask the holder whether they need the card. If not, terminate it.',
};

export function nextStepOf(rule: string): string | undefined {
	return Object.hasOwn(NEXT_STEPS, rule) ? NEXT_STEPS[rule] : undefined;
}
