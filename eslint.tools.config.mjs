// What is not shipped (sandbox, demo, tests, benchmarks, build). n8n's own rules, in eslint.config.mjs,
// hold for nodes/ and credentials/ and may not be changed; they forbid what a server or a test needs.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{
		ignores: [
			'**/node_modules/**',
			'dist/**',
			'sandbox/dist/**',
			'nodes/**',
			'credentials/**',
			'.cache/**',
			'.demo/**',
		],
	},
	{
		files: ['**/*.mts', '**/*.mjs', '**/*.js', '**/*.cjs'],
		extends: [js.configs.recommended, tseslint.configs.recommended],
		languageOptions: {
			globals: Object.fromEntries(
				'process console Buffer URL URLSearchParams fetch AbortSignal AbortController setTimeout clearTimeout setInterval clearInterval setImmediate performance structuredClone require module __dirname'
					.split(' ')
					.map((name) => [name, 'readonly']),
			),
		},
		rules: {
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
		},
	},
	{
		files: ['**/*.js', '**/*.cjs'],
		rules: { '@typescript-eslint/no-require-imports': 'off' },
	},
	{
		files: ['test/**/*.cjs'],
		languageOptions: { globals: { jest: 'readonly', globalThis: 'readonly' } },
	},
	{
		files: ['sandbox/page/assets/*.js'],
		languageOptions: {
			globals: {
				window: 'readonly',
				document: 'readonly',
				navigator: 'readonly',
				confirm: 'readonly',
				DOMParser: 'readonly',
			},
		},
	},
	{ files: ['**/*.mts'], rules: { 'no-undef': 'off' } },
);
