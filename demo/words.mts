// What the demo says to the person in front of it.
import type { SandboxInfo } from '../tools/sandbox.mts';
import type { DemoState } from './state.mts';

/** The owner's account in the demo's n8n; the password is made once and lies in the demo's folder. */
export const OWNER = { email: 'owner@example.com', firstName: 'Demo', lastName: 'Owner' };

export const HELP = `npm start [-- OPTIONS]: a real n8n with the OffBlocks nodes, and a local OffBlocks API for them.

  --fresh      start over with a new n8n, a new sandbox and a new password
  --port N     n8n's port, or the next free one after it (default 5678)
  --help       this text`;

/** For `emit`, where the sandbox had to step to another port. */
function portOption({ baseUrl }: SandboxInfo): string {
	const { port } = new URL(baseUrl);
	return port === '4010' ? '' : ` --port ${port}`;
}

interface Greeting {
	url: string;
	state: DemoState;
	sandbox: SandboxInfo;
	/** How long the start took, as text. */
	time: string;
	folder: string;
}

/** The text at the end of a start: where to go, how to get in, what to click first. */
export function greeting({ url, state, sandbox, time, folder }: Greeting): string {
	const first = state.workflows['first-card.json'];
	const events = state.workflows['card-events.json'];
	const payment = state.workflows['customer-to-payment.json'];
	return `
Ready in ${time}.

  Open             ${first ? `${url}/workflow/${first}` : url}
  E-mail           ${OWNER.email}
  Password         ${state.password}

First: log in and click "Execute workflow" below the canvas. It issues a card, freezes it, unfreezes it and
terminates it. Double-click a node to see its input and its output. Every API call is logged below, one line each.

Then: ${events ? `open ${url}/workflow/${events}/executions` : 'open the workflow "Card events"'}. Each change of
the card arrived there as an event and started one run.
${
	payment
		? `
The whole way, from a customer to a payment: ${url}/workflow/${payment}\n`
		: ''
}

  Send an event    npm run sandbox -- emit card.updated${portOption(sandbox)}   (in a second terminal)
  Sandbox          ${new URL(sandbox.baseUrl).origin}/   pay with a card, suspend it, see every call and event
                   (the credential "OffBlocks sandbox" in n8n is filled in)
  A credential     environment Local Sandbox, with Local Base URL ${sandbox.baseUrl},
  of your own      API key ${sandbox.apiKey}, API secret ${sandbox.apiSecret},
                   and a key from ${sandbox.adminUrl}/signing-key
  n8n's log        ${folder}/n8n.log

Ctrl-C stops everything; "npm start" resumes where you left off, "npm start -- --fresh" starts over.
`;
}
