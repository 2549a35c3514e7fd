import type { SandboxInfo } from '../admin/info.mts';

/**
 * What someone pastes into n8n's credential form. The values are throw-away ones of this sandbox.
 * @param moved where the usual port was taken, a sentence that says so
 */
export function banner(info: SandboxInfo, data: string, moved?: string): string {
	return `${moved === undefined ? '' : `\n  !! ${moved}\n`}
OffBlocks sandbox, data in ${data}

  Open in a browser  ${info.baseUrl.replace(/v1$/, '')}

  Base URL     ${info.baseUrl}
  API key      ${info.apiKey || '(removed)'}
  API secret   ${info.apiSecret || '(removed)'}
  Key ID       ${info.keyId || '(removed)'}
  Private key  ${info.privateKey ? 'the lines below, BEGIN and END included' : '(the one you registered)'}

${info.privateKey}
  Commands, from another terminal: call GET /cards, emit card.updated, clock 30d, reset, dump FILE
  Ctrl-C stops it. Calls are listed below.
`;
}
