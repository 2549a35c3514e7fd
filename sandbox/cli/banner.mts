import type { SandboxInfo } from '../admin/info.mts';
import { EMPTY_ACCOUNTS } from '../world.mts';

/** What someone pastes into n8n's credential form. The values are throw-away ones of this sandbox. */
export function banner(info: SandboxInfo, data: string): string {
	return `
OffBlocks sandbox, data in ${data}

  Base URL     ${info.baseUrl}
  API key      ${info.apiKey || '(removed)'}
  API secret   ${info.apiSecret || '(removed)'}
  Key ID       ${info.keyId || '(removed)'}
  Private key  ${info.privateKey ? 'the lines below, BEGIN and END included' : '(the one you registered)'}

${info.privateKey}
  An account without a card yet: ${EMPTY_ACCOUNTS[0]?.id} (${EMPTY_ACCOUNTS[0]?.holder})
  Controls (faults, calls, webhooks): ${info.adminUrl}/info
  A page that makes a signing key: ${info.adminUrl}/signing-key
  Ctrl-C stops it. Calls are listed below.
`;
}
