import { version } from '../../../package.json';

/** Of this package, e.g. `0.1.0`. */
export const PACKAGE = { name: 'n8n-nodes-offblocks', version };
