import type { IExecuteFunctions } from 'n8n-workflow';

/** What is known of the receiver of a subscription. */
export interface Receiver {
	/** Whether the callback URL is one of this n8n's. */
	isThisN8n: boolean;
	/** Whether a published workflow, or a running test, receives the events; null where that is not known. */
	isReceived: boolean | null;
}

/** Milliseconds: n8n asks itself. */
const TIMEOUT = 5_000;

/**
 * Looks whether this n8n has a webhook at the address. It asks with GET, which starts nothing: the trigger's
 * webhook is a POST, and n8n says of an address that it knows "Did you mean to make a POST request?" and of another
 * that it "is not registered" (n8n's `webhook-not-found.error.ts`). Nobody but this n8n is ever asked.
 */
export async function receiverOf(
	context: IExecuteFunctions,
	callbackUrl: string,
): Promise<Receiver> {
	const base = webhookBase(context);
	if (!base || !URL.canParse(callbackUrl) || !callbackUrl.startsWith(base)) {
		return { isThisN8n: false, isReceived: null };
	}
	const { origin, pathname } = new URL(callbackUrl);
	try {
		const answer = (await context.helpers.httpRequest({
			method: 'GET',
			url: origin + pathname,
			timeout: TIMEOUT,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
		})) as { statusCode: number; body: unknown };
		return { isThisN8n: true, isReceived: isKnown(answer) };
	} catch {
		// An n8n that cannot reach its own public address is no reason to fail.
		return { isThisN8n: true, isReceived: null };
	}
}

function isKnown({ statusCode, body }: { statusCode: number; body: unknown }): boolean | null {
	const { message } = (Object(body) as { message?: unknown }) ?? {};
	if (statusCode !== 404 || typeof message !== 'string') return null;
	if (/make a POST request/.test(message)) return true;
	return /is not registered/.test(message) ? false : null;
}

/** Where this n8n receives webhooks, e.g. `https://n8n.example.com/`; from the address at which it resumes executions. */
function webhookBase(context: IExecuteFunctions): string | undefined {
	const { resumeUrl } = (context.getWorkflowDataProxy(0).$execution ?? {}) as {
		resumeUrl?: unknown;
	};
	const end = typeof resumeUrl === 'string' ? resumeUrl.indexOf('/webhook-waiting') : -1;
	return end > 0 ? String(resumeUrl).slice(0, end + 1) : undefined;
}
