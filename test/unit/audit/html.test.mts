import { html } from '../../../nodes/OffBlocks/resources/card/audit/report/Html.ts';

it('no text of a card can end an attribute or begin a tag', () => {
	const { text } = html`<p title="${'" onclick="a'}" lang="${"' id='b"}">${'<b>&'}</p>`;
	expect(text).toBe(`<p title="&quot; onclick=&quot;a" lang="&#39; id=&#39;b">&lt;b&gt;&amp;</p>`);
});
