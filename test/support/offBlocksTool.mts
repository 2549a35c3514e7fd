// The action node as an agent's tool in n8n's engine.
import { dist } from './dist.mts';
import { addNodeType } from './engine.mts';

/** The type's name. */
export const TOOL = 'offBlocksTool';

/** Made of the node in the way n8n makes one (tool-generation/ai-tools). */
export const tool = new dist.OffBlocks();
tool.description = { ...tool.description, name: TOOL };
addNodeType(TOOL, tool);
