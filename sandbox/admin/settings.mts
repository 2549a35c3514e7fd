import type { Sandbox } from '../sandbox.mts';
import type { DeliverySettings } from '../store/deliveries.mts';

export interface SettingsRequest {
	/** Seconds a new token lives. */
	tokenTtl?: number;
	/** Webhook retries run this many times faster than the vendor's. */
	speed?: number;
	signWebhooks?: boolean;
	webhooks?: Partial<DeliverySettings>;
}

export interface Settings {
	tokenTtl: number;
	speed: number;
	signWebhooks: boolean;
	webhooks: DeliverySettings;
}

export function settingsOf({ tokens, worker, store }: Sandbox): Settings {
	return {
		tokenTtl: tokens.ttl,
		speed: worker.speed,
		signWebhooks: worker.signed,
		webhooks: store.deliveries.settings,
	};
}

/** Changes what is named and leaves the rest. */
export function applySettings(sandbox: Sandbox, request: SettingsRequest): Settings {
	const { tokens, worker, store } = sandbox;
	tokens.ttl = request.tokenTtl ?? tokens.ttl;
	worker.speed = request.speed ?? worker.speed;
	worker.signed = request.signWebhooks ?? worker.signed;
	store.deliveries.settings = { ...store.deliveries.settings, ...request.webhooks };
	return settingsOf(sandbox);
}
