// What the doctor must be told: from environment variables, or asked for where there is a terminal. Never arguments:
// those stand in the shell's history and in the list of processes.
import { readFileSync } from 'node:fs';
import type * as Shipped from './shipped.mts';

export interface Settings {
	baseUrl: string;
	/** In words without an address: the report is for everybody. */
	environment: string;
	apiKey: string;
	apiSecret: string;
	keyId: string;
	/** PEM. */
	privateKey: string;
}
export type Ask = (question: string, hidden: boolean) => Promise<string>;

/** A mistake of the person who started the doctor; the message is for that person. */
export class UsageError extends Error {}

export const HELP = `npm run doctor: finds out how the OffBlocks API behaves for your account, and which settings fit it

It logs in and reads (POST /auth/token, and GETs), changes nothing, and prints a report without ids, names or secrets.
What it needs is asked for, or taken from these environment variables:

  OFFBLOCKS_BASE_URL          sandbox, production, or an address such as http://127.0.0.1:4010/v1
  OFFBLOCKS_API_KEY           API key
  OFFBLOCKS_API_SECRET        API secret
  OFFBLOCKS_KEY_ID            id under which your public key is registered
  OFFBLOCKS_PRIVATE_KEY_FILE  path of your private key (PEM), or OFFBLOCKS_PRIVATE_KEY: the PEM itself

  npm run doctor -- --production   permits production, which is refused otherwise
  npm run --silent doctor > report.txt
`;

const QUESTIONS = {
	OFFBLOCKS_BASE_URL: { text: 'Environment (sandbox, production, or an address): ', hidden: false },
	OFFBLOCKS_API_KEY: { text: 'API key (not shown): ', hidden: true },
	OFFBLOCKS_API_SECRET: { text: 'API secret (not shown): ', hidden: true },
	OFFBLOCKS_KEY_ID: { text: 'Key ID: ', hidden: false },
	OFFBLOCKS_PRIVATE_KEY_FILE: { text: 'File of the private key: ', hidden: false },
} as const;
type Name = keyof typeof QUESTIONS;

/**
 * @param ask undefined where there is nobody to ask
 * @throws UsageError
 */
export async function readSettings(
	args: readonly string[],
	env: Readonly<Record<string, string | undefined>>,
	shipped: Pick<typeof Shipped, 'BASE_URLS' | 'resolveBaseUrl' | 'parsePrivateKey'>,
	ask?: Ask,
): Promise<Settings> {
	if (args.some((argument) => argument !== '--production')) {
		throw new UsageError(
			'The only arguments are --production and --help. Credentials are asked for, or taken from environment variables: arguments can be read by others.',
		);
	}
	const value = async (name: Name) => {
		const answer = env[name] ?? (await ask?.(QUESTIONS[name].text, QUESTIONS[name].hidden)) ?? '';
		if (answer.trim() === '')
			throw new UsageError(`${name} is missing. See npm run doctor -- --help`);
		return answer.trim();
	};
	const { baseUrl, environment } = readAddress(await value('OFFBLOCKS_BASE_URL'), shipped);
	if (environment === 'production' && !args.includes('--production')) {
		throw new UsageError('This is production. If you mean it: npm run doctor -- --production');
	}
	const apiKey = await value('OFFBLOCKS_API_KEY');
	const apiSecret = await value('OFFBLOCKS_API_SECRET');
	const keyId = await value('OFFBLOCKS_KEY_ID');
	const privateKey =
		env.OFFBLOCKS_PRIVATE_KEY ?? readKeyFile(await value('OFFBLOCKS_PRIVATE_KEY_FILE'));
	checkKey(keyId, privateKey, shipped);
	return { baseUrl, environment, apiKey, apiSecret, keyId, privateKey };
}

function readAddress(
	text: string,
	{ BASE_URLS, resolveBaseUrl }: Pick<typeof Shipped, 'BASE_URLS' | 'resolveBaseUrl'>,
): { baseUrl: string; environment: string } {
	const preset = BASE_URLS[text.toLowerCase()];
	let baseUrl: string;
	try {
		baseUrl = preset ?? resolveBaseUrl({ environment: 'custom', baseUrl: text });
	} catch (error) {
		throw new UsageError(`OFFBLOCKS_BASE_URL: ${(error as Error).message}`);
	}
	return { baseUrl, environment: environmentOf(new URL(baseUrl).hostname) };
}

/** Every host of the vendor's counts as production unless it is a sandbox. */
function environmentOf(host: string): string {
	if (/(^|\.)offblocks\.xyz\.?$/i.test(host)) {
		return /(^|\.)sandbox\./i.test(host) ? 'sandbox' : 'production';
	}
	return /^(localhost|127\..*|\[::1\])$/.test(host)
		? 'a server on this machine'
		: 'another address';
}

function readKeyFile(path: string): string {
	try {
		return readFileSync(path.replace(/^~(?=\/)/, process.env.HOME ?? '~'), 'utf8');
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		throw new UsageError(`The file of the private key cannot be read (${code ?? 'error'}).`);
	}
}

function checkKey(
	keyId: string,
	pem: string,
	shipped: Pick<typeof Shipped, 'parsePrivateKey'>,
): void {
	if (!/^[!#-[\]-~ ]+$/.test(keyId)) {
		throw new UsageError(
			'The Key ID is a UUID: it cannot contain quotes, backslashes or letters with accents.',
		);
	}
	try {
		shipped.parsePrivateKey(pem);
	} catch (error) {
		throw new UsageError((error as Error).message);
	}
}
