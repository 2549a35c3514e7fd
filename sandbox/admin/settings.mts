import type { Sandbox } from '../sandbox.mts';
import { CHOICES, DELIVERY_COMPONENTS, type Settings } from '../settings.mts';
import type { DeliverySettings } from '../store/deliveries.mts';

export type SettingsRequest = Partial<Settings> & { webhooks?: Partial<DeliverySettings> };
export type AllSettings = Settings & { webhooks: DeliverySettings };

const choices = Object.fromEntries(
	Object.entries(CHOICES).map(([name, values]) => [name, { enum: values }]),
);
const seconds = { type: 'number', minimum: -1e9, maximum: 1e9 };
const share = { type: 'number', minimum: 0, maximum: 1 };
const count = { type: 'integer', minimum: 0 };

/** JSON schema of what PUT /_sandbox/settings takes. */
export const SETTINGS_PROPERTIES = {
	...choices,
	// The bounds are the flags'.
	tokenTtl: { ...count, maximum: 1e9 },
	speed: { type: 'number', exclusiveMinimum: 0, maximum: 1e6 },
	stepMs: { ...count, maximum: 1e7 },
	deliveryComponents: { type: 'string', nullable: true, pattern: DELIVERY_COMPONENTS.source },
	clockOffset: seconds,
	clockDrift: { type: 'number', minimum: -0.9, maximum: 10 },
	webhooks: {
		type: 'object',
		additionalProperties: false,
		properties: {
			duplicate: share,
			delayMs: { ...count, maximum: 1e9 },
			reorder: { type: 'boolean' },
		},
	},
};

export function settingsOf({ settings, store }: Sandbox): AllSettings {
	return { ...settings, webhooks: store.deliveries.settings };
}

/** Changes what is named and leaves the rest. Naming either setting of the clock sets it anew, from now on. */
export function applySettings(
	sandbox: Sandbox,
	{ webhooks, ...changed }: SettingsRequest,
): AllSettings {
	const { settings, store } = sandbox;
	Object.assign(settings, changed);
	store.deliveries.settings = { ...store.deliveries.settings, ...webhooks };
	if ('clockOffset' in changed || 'clockDrift' in changed)
		sandbox.time.set(settings.clockOffset, settings.clockDrift);
	return settingsOf(sandbox);
}
