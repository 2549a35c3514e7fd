/** The benchmarks, each a file of this folder; quick ones first. */
export const BENCHMARKS = ['sign', 'load', 'getMany', 'audit', 'manyItems', 'trigger', 'profile'];
/** Only when named: it needs PostgreSQL, Redis and HAProxy. */
export const ON_DEMAND = ['cluster'];
