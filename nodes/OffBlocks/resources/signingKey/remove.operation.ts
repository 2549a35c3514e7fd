import type { INodeProperties } from 'n8n-workflow';
import { idField } from '../../engine/locator';
import type { TaskOperation } from '../../engine/Operation';
import { toItem } from '../../engine/outputs';
import { unkeyedOptions } from '../../engine/sendingOptions';
import { plainText } from '../../shared/values';
import { ownKeyId } from './ownKey';

const removeOwnKey: INodeProperties = {
	displayName: "Remove the Credential's Own Key",
	name: 'removeOwnKey',
	type: 'boolean',
	default: false,
	description:
		'Whether the key that this very credential signs with may be removed. All its other calls are refused from then on.',
};

/** `DELETE /auth/signing`, which is not signed and has no idempotency key (vendor's OpenAPI). */
export const removeKey: TaskOperation = {
	kind: 'task',
	option: {
		name: 'Remove',
		value: 'remove',
		action: 'Remove a signing key',
		description: 'Remove a signing key: requests signed with it are refused from then on',
	},
	fields: [
		{
			displayName:
				'This cannot be undone: whatever still signs with this key is refused from then on. OffBlocks does not list the keys, so note which ID belongs to which credential.',
			name: 'removeNotice',
			type: 'notice',
			default: '',
		},
		idField(
			'Key ID',
			'keyId',
			'The ID under which the key was registered: the Key ID of the credential that used it',
		),
		unkeyedOptions(removeOwnKey),
	],
	subtitle: 'remove: signing key',
	tool: 'Removes a signing key at OffBlocks, by key ID (a UUID). IRREVERSIBLE: requests signed with that key are refused from then on. Never do it without an explicit order that names this very key.',
	risk: 'irreversible',
	prepare(parameters) {
		const id = parameters.id('keyId', 'Key ID');
		// As it was registered: whether OffBlocks tells capitals apart is not known.
		const keyId = plainText(parameters.value('keyId'));
		const mayBeOwn = parameters.option('removeOwnKey') === true;
		return {
			orderKey: id,
			async run({ context, itemIndex, read }) {
				const own = await ownKeyId(context, itemIndex);
				if (own.toLowerCase() === id && !mayBeOwn) {
					parameters.problem(
						'Key ID is the one that this credential signs with: without that key all its other calls are refused. To replace a key, register another one with a second credential and remove the old one with that. To remove it all the same, switch on the option "Remove the Credential\'s Own Key"',
					);
					parameters.check();
				}
				await read({
					method: 'DELETE',
					path: '/auth/signing',
					body: { signingKeyId: keyId },
					expects: { what: 'the removal of the key', mayBeEmpty: true, fits: () => false },
				});
				return [[toItem(itemIndex)({ keyId, removed: true })]];
			},
		};
	},
};
