import type { Parameters } from '../engine/ItemParameters';
import { plainText } from '../shared/values';

/** CAIP-10: namespace, reference and address of an account on a blockchain, e.g. `eip155:1:0xab16…`. */
const CAIP_10 = /^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}:[-.%a-zA-Z0-9]{1,128}$/;

export const CAIP_10_EXAMPLE = 'eip155:42161:0xab16a96D359eC26a11e2C2b3d8f8B8942d5Bfcdb';

/** A parameter that must be a CAIP-10 account ID. `label` is the field's name in the editor. */
export function readCaip10(parameters: Parameters, name: string, label: string): string {
	const text = plainText(parameters.value(name));
	if (!text) parameters.problem(`${label} is empty`);
	else if (!CAIP_10.test(text)) {
		parameters.problem(
			`${label} is not a CAIP-10 account ID: "${text.slice(0, 60)}". It should look like ${CAIP_10_EXAMPLE}`,
		);
	}
	return text;
}
