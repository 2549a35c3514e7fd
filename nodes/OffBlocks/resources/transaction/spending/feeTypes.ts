/** The types of fees that OffBlocks names (vendor's docs, "Fees"). */
export const SPENDING_FEES = ['network', 'partner', 'service'] as const;
