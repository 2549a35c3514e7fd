// The settings that make n8n a quiet, loopback-only program that calls nobody.
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** What one n8n process needs to know. */
export interface N8nPlace {
	node: string;
	/** n8n's bin file. */
	n8n: string;
	userFolder: string;
	port: number;
	/** Of the task runners' broker: one of its own for each process, or the second n8n does not start. */
	brokerPort: number;
}

const OFF = [
	'N8N_DIAGNOSTICS_ENABLED',
	'N8N_VERSION_NOTIFICATIONS_ENABLED',
	'N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED',
	'N8N_TEMPLATES_ENABLED',
	'N8N_DYNAMIC_BANNERS_ENABLED',
	'N8N_HIRING_BANNER_ENABLED',
	'N8N_PERSONALIZATION_ENABLED',
	'N8N_AI_ENABLED',
	'N8N_LICENSE_AUTO_RENEW_ENABLED',
	'N8N_VERIFIED_PACKAGES_ENABLED',
	'N8N_SECURE_COOKIE', // the editor is opened over plain http on loopback
];

/** For `extra`, where nobody looks at the editor: n8n takes a third less time to start. */
export const WITHOUT_EDITOR = { N8N_DISABLE_UI: 'true' };

/** Of no use here, and some of them call out. */
const MODULES_OFF = [
	'mcp-registry',
	'chat-hub',
	'mcp',
	'instance-ai',
	'agents',
	'workflow-builder',
];

/** Those that this n8n has: it does not start where it is told of one that it does not know. */
function modulesOff(n8n: string): string[] {
	const config = join(n8n, '../../../@n8n/backend-common/dist/modules/modules.config.js');
	const known = readFileSync(config, 'utf8');
	return MODULES_OFF.filter((name) => known.includes(`'${name}'`));
}

/** The whole environment for an n8n process; `extra` goes last. */
export function n8nEnvironment(place: N8nPlace, extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
	return {
		...inherited(place.node),
		...Object.fromEntries(OFF.map((name) => [name, 'false'])),
		N8N_USER_FOLDER: place.userFolder,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(place.port),
		N8N_WEBHOOK_URL: `http://127.0.0.1:${place.port}/`,
		N8N_RUNNERS_BROKER_PORT: String(place.brokerPort),
		N8N_DISABLED_MODULES: modulesOff(place.n8n).join(),
		EXTERNAL_HOOK_FILES: '',
		EXTERNAL_FRONTEND_HOOKS_URLS: '',
		...extra,
	};
}

/** Ours, without the settings of an n8n that someone runs elsewhere and without npm's and Node's options. */
function inherited(node: string): NodeJS.ProcessEnv {
	const foreign =
		/^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_URL$|EXTERNAL_|npm_|NODE_OPTIONS$|NODE_ENV$|JEST_)/i;
	const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return {
		...Object.fromEntries(kept),
		PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
		// A proxy set for the outside must not see calls to the sandbox.
		NO_PROXY: ['127.0.0.1', 'localhost', process.env.NO_PROXY].filter(Boolean).join(','),
	};
}
