const QUICK = ['sign', 'load', 'getMany', 'audit', 'payments', 'sandbox'];
/** Those that start an n8n. */
export const WITH_N8N = ['manyItems', 'manyAccounts', 'tls', 'trigger', 'profile', 'day'];
/** Only when named: one needs PostgreSQL, Redis and HAProxy, the other five minutes. */
export const ON_DEMAND = ['cluster', 'day'];
/** The benchmarks, each a file of this folder. */
export const BENCHMARKS = [...QUICK, ...WITH_N8N.filter((name) => !ON_DEMAND.includes(name))];
