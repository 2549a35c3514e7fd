import type { SandboxInfo } from '../../admin/info.mts';
import { html, type Html } from '../html.mts';

const line = (id: string, label: string, value: string): Html =>
	html`<form class="fields copy" action="/page/connect">
		<label>${label}<input id="${id}" value="${value}" size="60" readonly /></label
		><button type="button" data-copy="${id}" aria-label="Copy ${label}">Copy</button>
	</form>`;

const block = (id: string, label: string, value: string): Html =>
	html`<form class="fields copy" action="/page/connect">
		<label>${label}<textarea id="${id}" cols="70" rows="8" readonly>${value}</textarea></label
		><button type="button" data-copy="${id}" aria-label="Copy ${label}">Copy</button>
	</form>`;

const removed = '(a client has replaced or removed it)';

export function connectView(info: SandboxInfo): Html {
	return html` <p>
			In n8n: <strong>Credentials → Create → OffBlocks API</strong>. Set
			<strong>Environment</strong> to <strong>Local Sandbox</strong> and paste:
		</p>
		${line('baseUrl', 'Local Base URL', info.baseUrl)}
		${line('apiKey', 'API Key', info.apiKey || removed)}
		${line('apiSecret', 'API Secret', info.apiSecret || removed)}
		${line('keyId', 'Key ID', info.keyId || removed)}
		${block('privateKey', 'Private Key', info.privateKey || removed)}
		<p class="hint">
			These keys work only with this sandbox. To use a key of your own,
			<a href="/_sandbox/signing-key">make a signing key</a>: it stays in your browser.
		</p>
		<h2>For your own webhook receiver</h2>
		${line('webhookKeyId', 'Key ID of deliveries', info.webhookKeyId)}
		${block('webhookPublicKey', 'Public key of deliveries', info.webhookPublicKey)}
		<h2>Without n8n</h2>
		<p>
			A signed call from a terminal: <code>npm run sandbox -- call GET /cards</code>. The API is
			described in <a href="/openapi.yaml">openapi.yaml</a>, and <a href="/docs">on a page</a>.
		</p>`;
}
