// Suites, each a project: unit (no network), integration (built nodes in n8n's engine, against the sandbox), e2e
// (a real n8n), browser (its editor in Chromium), cluster (n8n in queue mode; on demand only). Tests are .mts, compiled
// to CommonJS by swc; some dependencies are ESM only.
const common = {
	testEnvironment: 'node',
	moduleFileExtensions: ['mts', 'ts', 'js', 'mjs', 'cjs', 'json', 'node'],
	transform: {
		'\\.(mts|ts|mjs|js)$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
		],
	},
	transformIgnorePatterns: [
		'/node_modules/(?!(quick-lru|structured-headers|uuid|http-message-sig|github-slugger|p-limit|yocto-queue)/)',
	],
};

module.exports = {
	// Tests wait more than they compute: for n8n to start, for retries, for deliveries.
	maxWorkers: 2,
	// A busy machine takes its time to start a sandbox, and more to start n8n; that is no failure.
	testTimeout: 600_000,
	// n8n's engine logs every error that a test provokes; `npm test -- --silent=false` shows it.
	silent: true,
	projects: ['unit', 'integration', 'e2e', 'browser', 'cluster'].map((name) => ({
		...common,
		displayName: name,
		testMatch: [`<rootDir>/test/${name}/**/*.test.mts`],
	})),
};
