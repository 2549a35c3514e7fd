import type { ClockReading } from '../../admin/clock.mts';
import { type Fault, FAULT_KINDS } from '../../faults/faults.mts';
import { CHOICES, type Settings } from '../../settings.mts';
import { html, type Html } from '../html.mts';
import { button, facts, field, hidden, moment, select, table, type View } from '../parts.mts';

const STEPS = [
	['1h', '1 hour'],
	['1d', '1 day'],
	['1mo', '1 month'],
	['1y', '1 year'],
] as const;

function clock(view: View, { now, machine, offset }: ClockReading): Html {
	return html`<h2>Clock</h2>
		<p class="hint">
			Tokens, idempotency keys, retries, holds, captures and expiry dates follow this clock. When
			you move it forward, everything that falls due in between happens, and its events are sent.
		</p>
		${facts([
			['Sandbox', moment(now)],
			['This machine', moment(machine)],
			['Ahead by', `${Math.round(offset)} s`],
		])}
		<div class="actions">
			${STEPS.map(([by, text]) => button(view, 'clock.by', `Forward ${text}`, { by }))}${button(
				view,
				'clock.reset',
				'Back to this machine’s time',
			)}
		</div>
		<form method="post" action="/page/do/clock.to" class="fields">
			${hidden(view)}
			${field('to', 'Set to (UTC)', { value: now.slice(0, 16), type: 'datetime-local' })}<button>
				Set clock
			</button>
		</form>`;
}

function faults(view: View, waiting: readonly Fault[]): Html {
	return html`<h2>Faults</h2>
		<form method="post" action="/page/do/fault" class="fields">
			${hidden(view)}
			${select(
				'kind',
				'Kind',
				FAULT_KINDS.map((kind) => [kind, kind]),
			)}
			${field('path', 'Path (regular expression)', { required: false, placeholder: '/cards$' })}
			${select('method', 'Method', [
				['', 'any'],
				...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((one) => [one, one] as const),
			])}
			${field('times', 'Calls', { value: '1', type: 'number', size: 4 })}
			${field('status', 'Status', { required: false, type: 'number', placeholder: '503', size: 5 })}
			${field('latencyMs', 'Milliseconds', {
				required: false,
				type: 'number',
				placeholder: '1000',
				size: 6,
			})} <button class="main">Switch on</button>
		</form>
		${table(
			'Faults waiting for a call',
			['Kind', 'For', 'Calls left', 'Used'],
			waiting.map(
				({ kind, method, path, times, hits }) =>
					html`<tr>
						<th scope="row">${kind}</th>
						<td>${method ?? 'any'} <code>${path ?? ''}</code></td>
						<td class="number">${times}</td>
						<td class="number">${hits}</td>
					</tr>`,
			),
		)}
		<div class="actions">${button(view, 'faults.clear', 'Switch all off')}</div>`;
}

function settings(view: View, chosen: Settings): Html {
	const choices = Object.entries(CHOICES).map(([name, values]) => {
		const now = String(chosen[name as keyof Settings]);
		const ordered = [now, ...values.map(String).filter((value) => value !== now)];
		return select(
			name,
			name,
			ordered.map((value) => [value, value]),
		);
	});
	return html`<h2>What is not known about OffBlocks’ API</h2>
		<form method="post" action="/page/do/settings" class="fields">
			${hidden(view)}${choices}
			${field('stepMs', 'stepMs', { value: String(chosen.stepMs), type: 'number', size: 8 })}
			<button>Save</button>
		</form>`;
}

export function controlsView(
	view: View,
	reading: ClockReading,
	waiting: readonly Fault[],
	chosen: Settings,
): Html {
	return html`${clock(view, reading)}${faults(view, waiting)}${settings(view, chosen)}
		<h2>Start over</h2>
		<div class="actions">
			${button(view, 'tokens.expire', 'Expire all tokens')}${button(
				view,
				'credentials',
				'New API key and signing key',
				{},
				{ ask: 'Make new credentials? Those in n8n stop working.' },
			)}${button(
				view,
				'reset',
				'Reset everything',
				{},
				{
					ask: 'Reset everything? Cards, payments, subscriptions and calls go back to the start. Credentials stay.',
				},
			)}
		</div>
		<p class="hint">
			To start from this state later,
			<a href="/page/state.json" download="sandbox-state.json">download it as a file</a> and start
			the sandbox with <code>--seed sandbox-state.json</code>.
		</p>`;
}
