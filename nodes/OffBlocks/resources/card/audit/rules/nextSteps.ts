/** What to do about a finding, by the name of its rule. Rules of the user's own say it in their names. */
const NEXT_STEPS: Record<string, string | undefined> = {
	badData: 'Correct the data with OffBlocks: this API cannot change a card.',
	blocked: 'A block is final. Create a new card if the holder still needs one.',
	countryNotAllowed: 'Check with the holder where they live. Freeze the card until that is clear.',
	expiredButActive: 'Terminate the card and create a new one if the holder still needs it.',
	expiresSoon: 'Create the replacement in time and tell the holder.',
	issueFailed: 'Check the billing address and create the card again.',
	longInactive: 'Ask the holder. Activate the card, or terminate it.',
	recentlyTerminated:
		'Make sure that it was meant. A pending payment can still arrive for up to 30 days.',
	sharedName: 'Check whether it is the same person. If not, ask for the full names.',
	stuckIssuing: 'Ask OffBlocks support what the card is waiting for, and tell the holder.',
	suspended:
		'Ask OffBlocks support for the reason: only OffBlocks can lift a suspension. Warn the holder.',
	tooManyLive: 'Find out which card the holder uses, and terminate the others.',
};

export function nextStepOf(rule: string): string | undefined {
	return Object.hasOwn(NEXT_STEPS, rule) ? NEXT_STEPS[rule] : undefined;
}
