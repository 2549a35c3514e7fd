import type { Login } from '../../tools/n8n-types.mts';

/** The owner of every n8n that tests start. */
export const OWNER: Login = {
	email: 'owner@example.com',
	firstName: 'Olivia',
	lastName: 'Owner',
	password: 'Testing-7',
};
