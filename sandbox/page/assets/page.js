'use strict';
// What the page does beside being read: new calls as they come, copy buttons, questions before what cannot be undone.

const POLL_MS = 1000;
const ROWS = 200;

function followCalls() {
	const body = document.querySelector('#calls tbody');
	const follow = document.getElementById('follow');
	const news = document.getElementById('news');
	if (!body || !follow) return;
	const poll = async () => {
		if (!follow.checked || document.hidden) return;
		const answer = await fetch(`/page/calls/rows?after=${body.dataset.last}`);
		if (!answer.ok) return;
		const last = answer.headers.get('x-last');
		if (last === body.dataset.last) return;
		const parsed = new DOMParser().parseFromString(
			`<table><tbody>${await answer.text()}</tbody></table>`,
			'text/html',
		);
		const rows = [...parsed.querySelectorAll('tr')];
		body.dataset.last = last;
		body.prepend(...rows);
		while (body.rows.length > ROWS) body.lastElementChild.remove();
		document.querySelector('#calls .none')?.remove();
		news.textContent = rows.length === 1 ? '1 new call' : `${rows.length} new calls`;
	};
	setInterval(() => poll().catch(() => undefined), POLL_MS);
}

for (const button of document.querySelectorAll('button[data-copy]')) {
	button.addEventListener('click', async () => {
		await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
		const { textContent } = button;
		button.textContent = 'Copied';
		setTimeout(() => (button.textContent = textContent), 1500);
	});
}

for (const form of document.querySelectorAll('form[data-ask]')) {
	form.addEventListener('submit', (event) => {
		if (!confirm(form.dataset.ask)) event.preventDefault();
	});
}

followCalls();
