import type { IExecuteFunctions } from 'n8n-workflow';
import { PACKAGE } from '../../../../shared/packageVersion';
import { pasted } from '../../../../shared/pasted';
import { plainText } from '../../../../shared/values';
import type { Origin } from './Evidence';

/** Fields of the credential that hold an address. */
const ADDRESS: Record<string, string | undefined> = { local: 'localBaseUrl', custom: 'baseUrl' };

/**
 * Where this audit runs, as far as n8n says.
 *
 * @param accountIds undefined for the whole programme
 */
export async function readOrigin(
	context: IExecuteFunctions,
	accountIds: string[] | undefined,
): Promise<Origin> {
	const credential = await context.getCredentials('offBlocksApi');
	const environment = String(credential.environment);
	const field = Object.hasOwn(ADDRESS, environment) ? ADDRESS[environment] : undefined;
	const { id, name } = context.getWorkflow();
	const workflowId = plainText(id) || null;
	const executionId = plainText(context.getExecutionId()) || null;
	return {
		environment,
		address: (field && pasted(credential[field])) || null,
		scope: accountIds ?? 'programme',
		workflowId,
		workflowName: plainText(name) || null,
		executionId,
		executionUrl: executionUrl(context, workflowId, executionId),
		package: `${PACKAGE.name} ${PACKAGE.version}`,
	};
}

/** The page of an execution, where n8n knows the address of its own editor and both ids. */
function executionUrl(
	context: IExecuteFunctions,
	workflowId: string | null,
	executionId: string | null,
): string | null {
	if (!workflowId || !executionId) return null;
	const base = plainText(context.getInstanceBaseUrl?.());
	if (!/^https?:\/\//.test(base)) return null;
	const path = [workflowId, 'executions', executionId].map(encodeURIComponent).join('/');
	return `${base.endsWith('/') ? base.slice(0, -1) : base}/workflow/${path}`;
}
