import type { Attempt, Delivery } from '../../store/deliveries.mts';
import { type Webhook, WEBHOOK_TYPES } from '../../types.mts';
import { html, type Html } from '../html.mts';
import { badge, button, facts, hidden, json, moment, select, table, type View } from '../parts.mts';

export function webhooksView(
	view: View,
	webhooks: readonly Webhook[],
	deliveries: readonly Delivery[],
): Html {
	return html` <h2>Send an event</h2>
		<form method="post" action="/page/do/emit" class="fields">
			${hidden(view)}
			${select(
				'type',
				'A sample of',
				WEBHOOK_TYPES.map((type) => [type, type]),
			)} <button class="main">Send to every subscription of the type</button>
		</form>
		${table(
			'Subscriptions',
			['Callback URL', 'Types', 'Changed', 'Actions'],
			webhooks.map(
				({ id, callbackUrl, types, updatedAt }) =>
					html`<tr>
						<th scope="row" class="wide">${callbackUrl}</th>
						<td class="wide">${types.join(', ')}</td>
						<td>${moment(updatedAt)}</td>
						<td>
							${button(
								view,
								'webhook.delete',
								'Delete',
								{ id },
								{
									of: callbackUrl,
									ask: 'Delete this subscription? n8n creates it again when the workflow is next published.',
								},
							)}
						</td>
					</tr>`,
			),
		)}
		${table(
			'The latest deliveries',
			['Queued', 'Event', 'State', 'Attempts', 'Last answer', 'Next', 'Actions'],
			deliveries.map(
				(one) =>
					html`<tr>
						<td>${moment(one.createdAt)}</td>
						<td><a href="/page/webhooks/${one.seq}">${one.type}</a></td>
						<td>${badge(one.state)}</td>
						<td class="number">${one.attempts}</td>
						<td>${answer(one.lastStatus, one.lastError)}</td>
						<td>${one.state === 'pending' && moment(one.nextAt)}</td>
						<td>${again(view, one)}</td>
					</tr>`,
			),
		)}`;
}

const answer = (status: number | null, error: string | null) =>
	status !== null ? badge(status) : (error ?? '');

const again = (view: View, { seq, type }: Delivery) =>
	button(view, 'delivery.again', 'Send again', { seq }, { of: type });

export function deliveryView(view: View, delivery: Delivery, attempts: readonly Attempt[]): Html {
	return html` ${facts([
			['Event', delivery.type],
			['State', badge(delivery.state)],
			['To', delivery.url],
			['Queued', moment(delivery.createdAt)],
			['Next attempt', delivery.state === 'pending' ? moment(delivery.nextAt) : undefined],
			['Event ID', delivery.eventId],
		])}
		<div class="actions">${again(view, delivery)}</div>
		${table(
			'Attempts',
			['Time', 'Took', 'Answer', 'Body of the answer'],
			attempts.map(
				({ at, ms, status, error, answer: body }) =>
					html`<tr>
						<td>${moment(at)}</td>
						<td class="number">${ms.toFixed(1)} ms</td>
						<td>${answer(status, error)}</td>
						<td class="wide"><code>${body.slice(0, 300)}</code></td>
					</tr>`,
			),
		)}
		<h2>Payload</h2>
		${json(JSON.parse(delivery.body))}`;
}
