import type { IWebhookFunctions } from 'n8n-workflow';
import QuickLRU from 'quick-lru';
import { nodeKey } from './nodeKey';
import type { Refusal } from './Refusal';

/** Lines for each node and minute; whoever knows the URL could fill a disk otherwise. */
const LINES = 10;
const MINUTE_MS = 60_000;

interface Minute {
	began: number;
	refused: number;
}

const minutes = new QuickLRU<string, Minute>({ maxSize: 1_000 });

/**
 * Says in n8n's log why a delivery was refused: the sender keeps to itself what it is answered. Ten lines
 * for a node and minute; the first line after that says how many there were besides.
 */
export function logRefusal(context: IWebhookFunctions, refusal: Refusal, now = Date.now()): void {
	const { name } = context.getNode();
	const { id } = context.getWorkflow();
	const where = `OffBlocks Trigger (workflow ${id}, node "${name}")`;
	const before = minutes.get(nodeKey(context));
	const isOver = !before || now - before.began >= MINUTE_MS || now < before.began;
	const minute = isOver ? { began: now, refused: 0 } : before;
	minute.refused += 1;
	minutes.set(nodeKey(context), minute);
	const unsaid = before && isOver ? before.refused - LINES : 0;
	if (unsaid > 0) context.logger.warn(`${where} refused ${unsaid} more deliveries before this`);
	if (minute.refused > LINES) return;
	const { status, message, reason } = refusal;
	const last = minute.refused === LINES ? ' Further ones of this minute are only counted.' : '';
	const why = [message, reason].filter(Boolean).join(' ');
	context.logger.warn(`${where} refused a delivery with ${status}: ${why}${last}`);
}
