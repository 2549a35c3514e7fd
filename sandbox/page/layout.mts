import { html, type Html } from './html.mts';

const PAGES = [
	['/', 'Calls'],
	['/page/cards', 'Cards'],
	['/page/customers', 'Customers'],
	['/page/payments', 'Payments'],
	['/page/webhooks', 'Webhooks'],
	['/page/controls', 'Controls'],
	['/page/connect', 'Connect'],
	['/docs', 'API'],
] as const;

/** What a button said, shown on the next page. */
export interface Notice {
	text: string;
	failed: boolean;
}

export interface Page {
	title: string;
	body: Html;
	/** Script files, by name. */
	scripts?: readonly string[];
	styles?: readonly string[];
}

/** A whole document. @param path of the page, for the navigation */
export function layout(
	{ title, body, scripts = ['page.js'], styles = [] }: Page,
	path: string,
	now: Date,
	notice: Notice | undefined,
): string {
	const current = PAGES.map(([href]) => href).findLast(
		(href) => href === path || (href !== '/' && path.startsWith(`${href}/`)),
	);
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light dark" />
				<title>${title} · OffBlocks sandbox</title>
				<link rel="icon" href="/page/assets/icon.svg" />
				${['style.css', ...styles].map(
					(file) => html`<link rel="stylesheet" href="/page/assets/${file}" />`,
				)}
				${scripts.map((file) => html`<script src="/page/assets/${file}" defer></script>`)}
			</head>
			<body>
				<a class="skip" href="#content">Skip to content</a>
				<header>
					<p class="name">OffBlocks sandbox <span>local, invented data</span></p>
					<nav aria-label="Pages">
						<ul>
							${PAGES.map(
								([href, text]) =>
									html`<li>
										<a href="${href}" ${href === (current ?? '/') && html`aria-current="page"`}
											>${text}</a
										>
									</li>`,
							)}
						</ul>
					</nav>
					<p class="clock">
						<a href="/page/controls"
							>Clock
							<time datetime="${now.toISOString()}"
								>${now.toISOString().slice(0, 16).replace('T', ' ')} UTC</time
							></a
						>
					</p>
				</header>
				<main id="content" tabindex="-1">
					<h1>${title}</h1>
					${
						notice &&
						html`<p
							class="notice ${notice.failed ? 'bad' : 'good'}"
							role="${notice.failed ? 'alert' : 'status'}"
						>
							${notice.text}
						</p>`
					}
					${body}
				</main>
			</body>
		</html> `.text;
}
