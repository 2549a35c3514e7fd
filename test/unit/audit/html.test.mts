import { money } from '../../../nodes/OffBlocks/resources/card/audit/report/parts';
import { html } from '../../../nodes/OffBlocks/resources/card/audit/report/Html.ts';

it('no text of a card can end an attribute or begin a tag', () => {
	const { text } = html`<p title="${'" onclick="a'}" lang="${"' id='b"}">${'<b>&'}</p>`;
	expect(text).toBe(`<p title="&quot; onclick=&quot;a" lang="&#39; id=&#39;b">&lt;b&gt;&amp;</p>`);
});

it.each([
	['0', '0'],
	['12.5', '12.50'],
	['999', '999'],
	['1000', '1,000'],
	['-1234567.891', '-1,234,567.891'],
	['no amount', 'no amount'],
])('writes the amount %s as %s', (amount, words) => {
	expect(money(amount)).toBe(words);
});
