const QUICK = ['sign', 'load', 'getMany', 'audit', 'payments', 'sandbox'];
/** Those that start an n8n. */
export const WITH_N8N = ['manyItems', 'trigger', 'profile'];
/** The benchmarks, each a file of this folder. */
export const BENCHMARKS = [...QUICK, ...WITH_N8N];
/** Only when named: it needs PostgreSQL, Redis and HAProxy. */
export const ON_DEMAND = ['cluster'];
