/** JSON schemas of what the payment routes under /_sandbox take. */

const uuid = { type: 'string', format: 'uuid' };
const amount = { type: 'string', pattern: '^[0-9]+(\\.[0-9]+)?$' };
const currency = { type: 'string', pattern: '^[A-Z]{3}$' };
const text = { type: 'string', minLength: 1 };

const object = (properties: Record<string, unknown>, required: string[]) => ({
	type: 'object',
	additionalProperties: false,
	properties,
	required,
});

const merchant = object(
	{
		id: text,
		name: text,
		mcc: { type: 'integer', minimum: 0, maximum: 9999 },
		country: { type: 'string', pattern: '^[A-Z]{2}$' },
		city: text,
	},
	['id', 'name', 'mcc', 'country', 'city'],
);
const fees = {
	type: 'array',
	items: object({ type: { enum: ['partner', 'service', 'network'] }, tokenAmount: amount }, [
		'type',
		'tokenAmount',
	]),
};

export const PAYMENT = {
	body: object({ cardId: uuid, amount, currency, merchant, capture: { type: 'boolean' } }, [
		'cardId',
		'amount',
		'currency',
	]),
};
export const REFUND = {
	body: object({ transactionId: uuid, cardId: uuid, amount, currency, merchant, fees }, []),
};
export const AMOUNT = { body: object({ amount }, ['amount']) };
export const FEES = { body: fees };
