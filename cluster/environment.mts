// The settings that make n8n's processes one cluster. docker-compose.yml has the same; a test compares the two.
import type { Address } from './servers/postgres.mts';

export type N8nRole = 'main' | 'worker' | 'webhook';

export interface ClusterSettings {
	database: Address & { name: string };
	redis: { host: string; port: number; prefix: string };
	/** Address of the balancer, without a slash at the end. */
	url: string;
	encryptionKey: string;
}

/** Of every process, whatever its role. */
export function sharedEnvironment(settings: ClusterSettings): Record<string, string> {
	const { database, redis, url } = settings;
	return {
		EXECUTIONS_MODE: 'queue',
		// One key for all: each of them decrypts credentials.
		N8N_ENCRYPTION_KEY: settings.encryptionKey,
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: database.host,
		DB_POSTGRESDB_PORT: String(database.port),
		DB_POSTGRESDB_DATABASE: database.name,
		DB_POSTGRESDB_USER: database.user,
		DB_POSTGRESDB_PASSWORD: database.password,
		// As many as a worker has executions at once. With too few, deliveries wait for a connection until n8n takes
		// its database for lost.
		DB_POSTGRESDB_POOL_SIZE: '10',
		QUEUE_BULL_REDIS_HOST: redis.host,
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		// What n8n tells the outside: callback URLs at OffBlocks, links in the editor.
		WEBHOOK_URL: `${url}/`,
		N8N_EDITOR_BASE_URL: `${url}/`,
		// One balancer sits in front, so X-Forwarded-For is believed once.
		N8N_PROXY_HOPS: '1',
		// "Execute workflow" in the editor runs on a worker too, as n8n 3 will have it for all.
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		// Production webhooks are the webhook processors' business alone.
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		// An isolate for expressions only where there is one to evaluate. Else n8n makes one for every delivery to a
		// trigger that is not its own Webhook node, which costs nine times what the delivery does (live-webhooks.js).
		N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
		// /healthz and /healthz/readiness on workers, which otherwise open no port.
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	};
}

/** What only a cluster beside others on one machine needs: keys of its own, loopback, metrics. */
export function localEnvironment(
	{ redis, url }: ClusterSettings,
	place: { port: number },
): Record<string, string> {
	return {
		QUEUE_BULL_PREFIX: `${redis.prefix}:bull`,
		N8N_REDIS_KEY_PREFIX: redis.prefix,
		QUEUE_HEALTH_CHECK_PORT: String(place.port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		N8N_WEBHOOK_URL: `${url}/`,
		N8N_METRICS: 'true',
		N8N_METRICS_INCLUDE_WEBHOOK_METRICS: 'true',
	};
}
