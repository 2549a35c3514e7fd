import { accountOperations } from './accounts.mts';
import { authOperations } from './auth.mts';
import { cardOperations } from './cards.mts';
import { customerOperations } from './customers.mts';
import { engineOperations } from './engine.mts';
import type { Operation } from './operation.mts';
import { paymentOperations } from './payments.mts';
import { simulatorOperations } from './simulator.mts';
import { webhookOperations } from './webhooks.mts';

/** Every operation by its operationId in `openapi.yaml`. */
export const OPERATIONS: Record<string, Operation | undefined> = {
	...authOperations,
	...engineOperations,
	...customerOperations,
	...accountOperations,
	...cardOperations,
	...paymentOperations,
	...simulatorOperations,
	...webhookOperations,
};
