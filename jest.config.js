// Suites, each a project: unit (no network), sandbox (the sandbox itself), integration (built nodes in n8n's engine,
// against the sandbox), e2e (a real n8n), browser (its editor in Chromium), cluster (n8n in queue mode; on demand only).
// Tests are .mts, compiled to CommonJS by swc; some dependencies are ESM only.
const common = {
	testEnvironment: 'node',
	moduleFileExtensions: ['mts', 'ts', 'js', 'mjs', 'cjs', 'json', 'node'],
	transform: {
		'merchant-category-codes/.*\\.json$': '<rootDir>/tools/mccNames.js',
		'\\.(mts|ts|mjs|js)$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
		],
	},
	transformIgnorePatterns: [
		'/node_modules/(?!(quick-lru|structured-headers|uuid|http-message-sig|github-slugger|p-limit|yocto-queue|fastify-openapi-glue|jose|@seriousme|merchant-category-codes)/)',
	],
};

/** Milliseconds that one test may take. A busy machine needs long to start an n8n; that is no failure. */
const TIME_LIMITS = {
	unit: 10_000,
	sandbox: 60_000,
	integration: 60_000,
	e2e: 600_000,
	browser: 600_000,
	cluster: 600_000,
};

module.exports = {
	// One more than processors: tests wait much, for n8n to start, for retries, for deliveries.
	maxWorkers: 3,
	testSequencer: '<rootDir>/test/support/mixed.cjs',
	// n8n's engine logs every error that a test provokes; `npm test -- --silent=false` shows it.
	silent: true,
	projects: Object.entries(TIME_LIMITS).map(([name, TIME_LIMIT]) => ({
		...common,
		displayName: name,
		globals: { TIME_LIMIT },
		setupFilesAfterEnv: ['<rootDir>/test/support/timeLimit.cjs'],
		testMatch: [`<rootDir>/test/${name}/**/*.test.mts`],
	})),
};
