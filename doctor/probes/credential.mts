// Which settings of the credential work: each is tried with the credential's own code, log-in and clock included.
import { isOk } from '../answer.mts';
import type { Reader } from '../http.mts';
import type { Settings } from '../questions.mts';
import type * as Shipped from '../shipped.mts';
import { SHORT } from './registration.mts';

export interface CredentialSettings {
	/** As the credential's form has them, one line each; undefined where none of them was accepted. */
	accepted: string[] | undefined;
	/** Sessions that were in play: secrets. */
	sessions: string[];
}

const MORE = '@method @authority @path content-digest authorization';
const ALL =
	'@method @authority @path @query authorization content-type content-digest idempotency-key';

/** From the default to what changes most. */
const CANDIDATES: Array<{ lines: string[]; fields: Record<string, unknown> }> = [
	{ lines: ['Advanced Signature Settings: off'], fields: {} },
	{ lines: ['Send Expiry: off'], fields: { sendExpires: false } },
	{ lines: [`Signed Components: ${MORE}`], fields: { signedComponents: MORE } },
	{ lines: [`Signed Components: ${ALL}`], fields: { signedComponents: ALL } },
	{
		lines: [`Signed Components: ${ALL}`, 'Send Expiry: off'],
		fields: { signedComponents: ALL, sendExpires: false },
	},
];

/** @throws Unreachable */
export async function findCredentialSettings(
	reader: Reader,
	settings: Settings,
	{ OffBlocksApi }: Pick<typeof Shipped, 'OffBlocksApi'>,
): Promise<CredentialSettings> {
	const { baseUrl, apiKey, apiSecret, keyId, privateKey } = settings;
	const type = new OffBlocksApi();
	const given = {
		environment: 'custom',
		baseUrl,
		authentication: 'apiKey',
		apiKey,
		apiSecret,
		keyId,
		privateKey,
	};
	const output = await type.preAuthentication.call(helper(reader, settings), given);
	const stored = { ...given, ...(output as { sessionToken: string }) };
	const sessions = stored.sessionToken.split(' ');
	for (const { lines, fields } of CANDIDATES) {
		const advanced = Object.keys(fields).length > 0;
		const filled = { ...stored, advancedSignature: advanced, ...fields };
		const { headers } = await type.authenticate(filled, { method: 'GET', url: SHORT });
		const answer = await reader.get(SHORT, headers as Record<string, string>);
		if (!isOk(answer)) continue;
		const switched = advanced ? ['Advanced Signature Settings: on', ...lines] : lines;
		return { accepted: switched, sessions };
	}
	return { accepted: undefined, sessions };
}

type Helper = ThisParameterType<Shipped.OffBlocksApi['preAuthentication']>;

/** Stands for n8n's request helper; the credential has only the log-in sent by it. */
function helper(reader: Reader, { apiKey, apiSecret }: Settings): Helper {
	const httpRequest = async () => {
		const { status, headers, text, json } = await reader.logIn(apiKey, apiSecret);
		return {
			statusCode: status,
			headers: Object.fromEntries(headers),
			body: json ?? text,
		};
	};
	return { helpers: { httpRequest } } as unknown as Helper;
}
