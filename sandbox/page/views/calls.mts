import type { CallRecord } from '../../calls.mts';
import { html, type Html } from '../html.mts';
import { badge, facts, json, moment, table } from '../parts.mts';

/** What became of a signature, in a word. */
function signature({ verification, refusal, keyId }: CallRecord): string {
	if (refusal !== null) return 'refused';
	if (verification?.verified || keyId !== null) return 'verified';
	return 'unsigned';
}

function idempotency({ idempotencyKey, replayed }: CallRecord): Html | string {
	if (idempotencyKey === null) return '';
	const title = replayed ? 'the answer was replayed' : 'first use';
	return html`<code title="${idempotencyKey}">${idempotencyKey.slice(0, 8)}</code> ${
			replayed && html`<span class="badge busy" title="${title}">replayed</span>`
		}`;
}

const statusOf = ({ status }: CallRecord) => (status === 0 ? 'cut' : String(status ?? '…'));

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{8}([0-9a-f]{4})/gi;
/** Ids by their last characters: whole, they would push all else out of sight. */
const readable = (path: string) => path.replace(UUID, '…$1').slice(0, 120);

/** One call's row. */
export const callRow = (call: CallRecord): Html =>
	html`<tr>
		<td>${moment(call.at)}</td>
		<td>
			<a href="/page/calls/${call.requestId}" title="${call.path}"
				>${call.method} ${readable(call.path)}</a
			>
		</td>
		<td>${badge(statusOf(call))}</td>
		<td class="number">${(call.ms ?? 0).toFixed(1)} ms</td>
		<td>${badge(signature(call))}</td>
		<td>${idempotency(call)}</td>
		<td class="wide">${call.fault && html`fault: ${call.fault} `}${call.error?.slice(0, 160)}</td>
	</tr>`;

/** @param last how many calls were answered so far */
export function callsView(calls: readonly CallRecord[], last: number): Html {
	return html` <p class="hint">
			Every call to the API, the latest first. A client whose signature is refused is told only
			“invalid required signature”; the reason is shown here.
		</p>
		<p>
			<label class="check"
				><input type="checkbox" id="follow" checked /> Show new calls as they come</label
			>
		</p>
		<p id="news" class="hint" role="status"></p>
		<div id="calls">
			${
				calls.length === 0 &&
				html`<p class="empty none">
					No call yet. Paste what <a href="/page/connect">Connect</a> shows into n8n, or press a
					button under <a href="/page/cards">Cards</a>, which makes a signed call.
				</p>`
			}
			<div class="scroll" role="region" aria-label="Calls" tabindex="0">
				<table>
					<caption>
						Calls
					</caption>
					<thead>
						<tr>
							${['Time', 'Call', 'Status', 'Took', 'Signature', 'Idempotency key', 'Message'].map(
								(head) => html`<th scope="col">${head}</th>`,
							)}
						</tr>
					</thead>
					<tbody data-last="${last}">
						${calls.map(callRow)}
					</tbody>
				</table>
			</div>
		</div>`;
}

/** One call, with how its signature was looked at. */
export function callView(call: CallRecord): Html {
	const { verification } = call;
	return html` ${facts([
			['Time', moment(call.at)],
			['Status', badge(statusOf(call))],
			['Took', `${(call.ms ?? 0).toFixed(1)} ms`],
			['Signature', badge(signature(call))],
			['Key ID', call.keyId ?? '–'],
			['Idempotency key', call.idempotencyKey ?? '–'],
			['Answer replayed', call.replayed ? 'yes' : 'no'],
			['Request ID', call.requestId],
			['Fault', call.fault ?? undefined],
			['Error', call.error ?? undefined],
		])}
		${
			verification === null &&
			html`<p class="hint">
				The signature’s detail is kept of the latest 500 calls, and signed ones have it alone.
			</p>`
		}
		${
			verification &&
			html` <h2>How the signature was checked</h2>
				<p class="notice ${verification.verified ? 'good' : 'bad'}">${verification.sentence}</p>
				${facts([
					['Label', verification.labels.join(', ') || 'none'],
					['Covered components', verification.components.join(' ') || 'none'],
					...Object.entries(verification.parameters).map(
						([name, value]) =>
							[
								name,
								/^(created|expires)$/.test(name)
									? html`${value} (${moment(Number(value) * 1000)})`
									: value,
							] as const,
					),
				])}
				<h2>Signature base, as rebuilt from the request</h2>
				${
					verification.base === null
						? html`<p class="hint">It could not be rebuilt. The reason is above.</p>`
						: html`<pre tabindex="0">${verification.base}</pre>`
				}
				${table(
					'Headers as received',
					['Name', 'Value'],
					verification.headers.map(
						({ name, value }) =>
							html`<tr>
								<th scope="row">${name}</th>
								<td class="wide"><code>${value}</code></td>
							</tr>`,
					),
				)}`
		}
		<details>
			<summary>As JSON</summary>
			${json(call)}
		</details>`;
}
