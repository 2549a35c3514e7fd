import type { IExecuteFunctions, IHttpRequestMethods } from 'n8n-workflow';

/** What is known of the receiver of a subscription; null where it is not known. */
export interface Receiver {
	/** Whether the callback URL is one of this n8n's. */
	isThisN8n: boolean | null;
	/** Whether a published workflow, or a running test, receives the events. */
	isReceived: boolean | null;
}

/** Milliseconds: n8n asks itself. */
const TIMEOUT = 5_000;

/**
 * Looks whether this n8n has a webhook at the address. It asks as a browser would before a call from another page
 * (OPTIONS with an Origin): n8n then names the methods that the address is registered for, starts nothing, whatever
 * is registered there, and logs nothing (n8n's `webhook-request-handler.ts`). Nobody but this n8n is ever asked.
 */
export async function receiverOf(
	context: IExecuteFunctions,
	callbackUrl: string,
): Promise<Receiver> {
	const base = webhookBase(context);
	if (!base) return { isThisN8n: null, isReceived: null };
	if (!isBelow(callbackUrl, base)) return { isThisN8n: false, isReceived: null };
	const { origin, pathname } = new URL(callbackUrl);
	try {
		const { statusCode, headers } = (await context.helpers.httpRequest({
			// n8n's type of methods has none but those of webhooks.
			method: 'OPTIONS' as IHttpRequestMethods,
			url: origin + pathname,
			headers: { origin },
			timeout: TIMEOUT,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
		})) as { statusCode: number; headers: Record<string, unknown> };
		const methods = String(headers['access-control-allow-methods'] ?? '').split(/,\s*/);
		// A proxy that answers for itself does not answer like this.
		const isN8n = statusCode === 204 && methods[0] === 'OPTIONS';
		return { isThisN8n: true, isReceived: isN8n ? methods.includes('POST') : null };
	} catch {
		// An n8n that cannot reach its own public address is no reason to fail.
		return { isThisN8n: true, isReceived: null };
	}
}

function isBelow(address: string, base: string): boolean {
	if (!URL.canParse(address)) return false;
	const { origin, pathname } = new URL(address);
	const own = new URL(base);
	return origin === own.origin && pathname.startsWith(own.pathname);
}

/** Where this n8n receives webhooks, e.g. `https://n8n.example.com/`; from the address at which it resumes executions. */
function webhookBase(context: IExecuteFunctions): string | undefined {
	const { resumeUrl } = (context.getWorkflowDataProxy(0).$execution ?? {}) as {
		resumeUrl?: unknown;
	};
	const end = typeof resumeUrl === 'string' ? resumeUrl.indexOf('/webhook-waiting') : -1;
	const base = end > 0 ? String(resumeUrl).slice(0, end + 1) : '';
	return URL.canParse(base) ? base : undefined;
}
