import type { Severity } from '../types';
import { html } from './Html';

// Mail clients differ in what they leave of a style sheet, so whatever makes the page readable is written
// into the elements, for light screens. The sheet adds dark screens, paper and phones where it is obeyed
// (caniemail.com: prefers-color-scheme, @media).

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

export const STYLE = {
	body: `margin:0;padding:0;background:#eef1f5;color:#1b2430;${FONT};font-size:14px;line-height:1.45`,
	page: 'width:100%;max-width:720px;background:#ffffff;border:1px solid #d9dfe7;border-radius:8px',
	section: 'padding:20px 28px 4px 28px',
	h1: `margin:0;font-size:24px;line-height:1.2;color:#1b2430;${FONT}`,
	h2: `margin:0 0 10px 0;font-size:16px;color:#1b2430;${FONT}`,
	muted: 'color:#5b6775;font-size:13px',
	tile: 'padding:12px 14px;background:#f4f6f9;border-radius:6px',
	number: 'font-size:26px;line-height:1.15;font-weight:700;color:#1b2430',
	table: 'width:100%;border-collapse:collapse',
	head: 'padding:6px 8px;text-align:left;font-size:12px;font-weight:600;color:#5b6775;border-bottom:1px solid #d9dfe7',
	cell: 'padding:6px 8px;vertical-align:top;border-bottom:1px solid #e8ecf1;font-size:13px;overflow-wrap:anywhere',
	pan: "font-family:Consolas,Menlo,'Courier New',monospace;font-size:12px;font-weight:400",
	id: 'color:#5b6775;font-size:11px;padding-top:2px;overflow-wrap:anywhere',
	block: 'margin:0 0 8px 0;padding:6px 10px;background:#f4f6f9;border-radius:4px',
	title: 'font-size:14px;font-weight:600;color:#1b2430;overflow-wrap:anywhere',
	badge:
		'display:inline-block;padding:1px 8px;border-radius:9px;color:#ffffff;font-size:11px;font-weight:600;vertical-align:1px',
	text: 'font-size:13px;color:#1b2430;padding-top:2px;overflow-wrap:anywhere',
	entry: 'padding-top:5px',
	whose: 'font-size:13px;font-weight:600;color:#1b2430;padding-top:2px;overflow-wrap:anywhere',
	next: 'font-size:13px;color:#1b2430;padding-top:2px',
	num: 'padding:4px 5px;font-size:13px;text-align:right;white-space:nowrap;border-bottom:1px solid #e8ecf1',
	verdict: 'margin:10px 0 4px 0;font-size:18px;line-height:1.3;font-weight:600;color:#1b2430',
	link: 'color:#1f5fa8',
	label: 'padding:2px 8px 2px 0;font-size:12px;white-space:nowrap;color:#5b6775',
	count: 'padding:2px 0 2px 8px;font-size:12px;text-align:right;white-space:nowrap',
} as const;

/** Dark enough for white text on them (contrast 4.5 : 1), and seen on both backgrounds (3 : 1; WCAG 2.2, 1.4.11). */
export const SEVERITY_COLOUR: Record<Severity, string> = {
	critical: '#d4235a',
	high: '#c2410c',
	medium: '#9a6c00',
	low: '#5a728c',
};

/** Seen on both backgrounds (3 : 1). */
export const STATUS_COLOUR: Record<string, string> = {
	active: '#2f855a',
	issuing: '#3178c6',
	inactive: '#718096',
	suspended: '#c2410c',
	blocked: '#d4235a',
	issue_failed: '#9a6c00',
	terminated: '#7d6b5d',
};
export const OTHER_COLOUR = '#805ad5';
export const BAR_COLOUR = '#3178c6';

/** The sheet: nothing in it is needed to read the page. */
export const SHEET = html`<style>
	@media (prefers-color-scheme: dark) {
		body,
		.back {
			background: #11161d !important;
			color: #e4e9f0 !important;
		}
		.page {
			background: #1a212b !important;
			border-color: #2f3a48 !important;
		}
		.block,
		.tile,
		.track {
			background: #252e3a !important;
		}
		.ink {
			color: #e4e9f0 !important;
		}
		.muted {
			color: #9fabba !important;
		}
		a {
			color: #7db4f0 !important;
		}
		td.line,
		th.line {
			border-color: #2f3a48 !important;
		}
	}
	@media (max-width: 560px) {
		.tile {
			padding: 8px 6px !important;
		}
		.number {
			font-size: 17px !important;
		}
		.tile .muted {
			font-size: 11px !important;
		}
		.section {
			padding-left: 14px !important;
			padding-right: 14px !important;
		}
		.half {
			display: block !important;
			width: 100% !important;
			padding: 0 !important;
		}
	}
	@page {
		margin: 12mm;
	}
	@media print {
		body,
		.back {
			background: #ffffff !important;
		}
		.page {
			border: 0 !important;
			max-width: none !important;
		}
		.section {
			padding-left: 0 !important;
			padding-right: 0 !important;
		}
		.keep {
			break-inside: avoid;
		}
		h2 {
			break-after: avoid;
		}
		* {
			-webkit-print-color-adjust: exact;
			print-color-adjust: exact;
		}
	}
</style>`;
