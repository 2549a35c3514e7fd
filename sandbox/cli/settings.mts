import {
	type Choice,
	CHOICES,
	DEFAULT_SETTINGS,
	DELIVERY_COMPONENTS,
	type Settings,
	type StartSettings,
} from '../settings.mts';
import { type Flags, fraction, number, UsageError, type Values } from './flags.mts';

/** `signatureRefusal` as `signature-refusal`. */
const flagOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A flag for each setting, described to parseArgs. */
export const SETTING_FLAGS: Flags = Object.fromEntries(
	Object.entries(DEFAULT_SETTINGS).map(([name, value]) => [
		flagOf(name),
		// Where the clock is not set, it is where the data file left it.
		{
			type: 'string',
			...(value !== null && name !== 'clockOffset' && { default: String(value) }),
		},
	]),
);

/** @throws UsageError naming the flag with a wrong value */
export function readSettings(values: Values): StartSettings {
	const choices = Object.keys(CHOICES).map((name) => [name, chosen(name as Choice, values)]);
	return {
		...(Object.fromEntries(choices) as Pick<Settings, Choice>),
		tokenTtl: number('token-ttl', values['token-ttl'], 0, 10 ** 9),
		speed: number('speed', values.speed, 1, 10 ** 6),
		stepMs: number('step-ms', values['step-ms'], 0, 10 ** 7),
		deliveryComponents: components(values['delivery-components']),
		...(values['clock-offset'] !== undefined && {
			clockOffset: fraction('clock-offset', values['clock-offset'], -(10 ** 9), 10 ** 9),
		}),
		clockDrift: fraction('clock-drift', values['clock-drift'], -0.9, 10),
	};
}

function chosen(name: Choice, values: Values): string | number {
	const given = values[flagOf(name)];
	const choices: ReadonlyArray<string | number> = CHOICES[name];
	const found = choices.find((choice) => String(choice) === given);
	if (found === undefined) {
		throw new UsageError(
			`--${flagOf(name)} is one of ${choices.join(', ')}, not "${String(given)}"`,
		);
	}
	return found;
}

function components(given: string | boolean | undefined): string | null {
	if (typeof given !== 'string') return null;
	if (!DELIVERY_COMPONENTS.test(given)) {
		throw new UsageError(
			`--delivery-components takes names such as "@method @authority @path content-digest", not "${given}"`,
		);
	}
	return given;
}
