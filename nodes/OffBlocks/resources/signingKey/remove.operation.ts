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
		'Whether to allow removing the key that this credential itself signs with. All its other calls are refused from then on.',
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
				'This cannot be undone: requests still signed with this key are refused from then on. OffBlocks cannot list keys, so keep a record of which ID belongs to which credential.',
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
	tool: 'Removes a signing key from OffBlocks, by key ID (a UUID). IRREVERSIBLE: requests signed with that key are refused from then on. Never do this without an explicit instruction that names this key.',
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
						'This credential signs with this Key ID. Without that key, all its other calls are refused. To replace a key, register a new one with a second credential, and use that credential to remove the old one. To remove it anyway, switch on the option "Remove the Credential\'s Own Key"',
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
