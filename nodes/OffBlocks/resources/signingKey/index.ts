import type { Resource } from '../../engine/Operation';
import { registerKey } from './register.operation';
import { removeKey } from './remove.operation';

export const signingKeyResource: Resource = {
	name: 'Signing Key',
	plural: 'Signing Keys',
	value: 'signingKey',
	operations: [registerKey, removeKey],
	preset: registerKey,
};
