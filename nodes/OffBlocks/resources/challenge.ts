import type { IDataObject } from 'n8n-workflow';
import type { Entity } from '../engine/Entity';
import type { CallOperation } from '../engine/Operation';
import { readOptions, writeOptions } from '../engine/sendingOptions';
import { plainText } from '../shared/values';
import { CAIP_10_EXAMPLE, readCaip10 } from './caip';

interface Words {
	description: string;
	tool: string;
}

/** `GET {path}/{id}/challenge`: what the owner's wallet has to sign, and the same as text where it is text. */
export function getChallenge(entity: Entity, words: Words): CallOperation {
	const { noun, one, path, idField, label, choose } = entity;
	return {
		kind: 'call',
		option: {
			name: 'Get Challenge',
			value: 'getChallenge',
			action: `Get the challenge of ${one}`,
			description: words.description,
		},
		fields: [...choose, readOptions],
		subtitle: `get challenge: {${idField}}`,
		tool: words.tool,
		// A read in HTTP's terms only: what was given before may no longer be signed.
		risk: 'create',
		prepare(parameters) {
			const id = parameters.id(idField, label);
			return {
				request: {
					method: 'GET',
					path: `${path}/${id}/challenge`,
					expects: { what: `the challenge of the ${noun}`, has: ['challenge'] },
				},
				toItems: (answer) => [{ [idField]: id, ...withText(answer as IDataObject) }],
			};
		},
	};
}

/** `POST {path}/{id}/challenge/sign`, answered with 204. */
export function submitChallengeSignature(entity: Entity, words: Words): CallOperation {
	const { noun, one, path, idField, label, choose } = entity;
	return {
		kind: 'call',
		option: {
			name: 'Submit Challenge Signature',
			value: 'submitChallengeSignature',
			action: `Submit the challenge signature of ${one}`,
			description: words.description,
		},
		fields: [
			...choose,
			{
				displayName: 'Owner ID',
				name: 'ownerId',
				type: 'string',
				required: true,
				default: '',
				placeholder: `e.g. ${CAIP_10_EXAMPLE}`,
				description:
					"The blockchain account that signed, in CAIP-10 format. Usually the customer's chain ID.",
			},
			{
				displayName: 'Challenge',
				name: 'challenge',
				type: 'string',
				required: true,
				default: '',
				placeholder: 'e.g. {{ $json.challenge }}',
				description: 'The challenge in Base64, exactly as Get Challenge or Create returned it',
			},
			{
				displayName: 'Signature',
				name: 'signature',
				type: 'string',
				required: true,
				default: '',
				placeholder: 'e.g. 0x3045… or MEUCIQ…',
				description:
					"The wallet's signature of the challenge, in Base64 or in hexadecimal (0x…) as wallets return it",
			},
			writeOptions(),
		],
		subtitle: `submit signature: {${idField}}`,
		tool: words.tool,
		risk: 'create',
		prepare(parameters) {
			const id = parameters.id(idField, label);
			const ownerId = readCaip10(parameters, 'ownerId', 'Owner ID');
			const challenge = plainText(parameters.value('challenge'));
			if (!challenge) parameters.problem('Challenge is empty');
			const signature = asBase64(plainText(parameters.value('signature')));
			if (signature === undefined) {
				parameters.problem('Signature must be in Base64 or in hexadecimal (0x…), and not empty');
			}
			return {
				request: {
					method: 'POST',
					path: `${path}/${id}/challenge/sign`,
					body: { ownerId, challenge, signature },
					expects: { what: `the acceptance of the signature for the ${noun}`, mayBeEmpty: true },
				},
				idempotencyKey: parameters.idempotencyKey(),
				orderKey: id,
				toItems: () => [{ [idField]: id, accepted: true }],
			};
		},
	};
}

/** A new thing with its challenge also as text. */
export function withText(thing: IDataObject): IDataObject {
	const { challenge } = thing;
	const text = typeof challenge === 'string' ? decoded(challenge) : undefined;
	return text === undefined ? thing : { ...thing, challengeText: text };
}

/** The text in Base64, undefined where it is no readable text. */
function decoded(base64: string): string | undefined {
	const bytes = Buffer.from(base64, 'base64');
	const text = bytes.toString('utf8');
	const isText = Buffer.from(text).equals(bytes) && !/[^\P{C}\r\n\t]/u.test(text);
	return text && isText ? text : undefined;
}

/** Hexadecimal digits of the shortest signature there is (64 bytes); base64 never looks like so many of them. */
const HEX_DIGITS = 128;

/** A signature in Base64, undefined where it is in neither form. */
function asBase64(signature: string): string | undefined {
	const [, prefix, hex] = /^(0x)?((?:[\da-f]{2})+)$/i.exec(signature) ?? [];
	if (hex && (prefix || hex.length >= HEX_DIGITS))
		return Buffer.from(hex, 'hex').toString('base64');
	if (!/^[\w+/-]+={0,2}$/.test(signature) || /^0x/i.test(signature)) return undefined;
	// Also of the URL-safe kind, which OffBlocks' contract does not name.
	return Buffer.from(signature, 'base64').toString('base64');
}
