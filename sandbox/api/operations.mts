import { authOperations } from './auth.mts';
import { cardOperations } from './cards.mts';
import type { Operation } from './operation.mts';
import { readOperations } from './reads.mts';
import { simulatorOperations } from './simulator.mts';
import { webhookOperations } from './webhooks.mts';

/** Every operation by its operationId in `openapi.yaml`. */
export const OPERATIONS: Record<string, Operation | undefined> = {
	...authOperations,
	...readOperations,
	...cardOperations,
	...simulatorOperations,
	...webhookOperations,
};
