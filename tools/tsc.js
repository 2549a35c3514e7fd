// What checks types: TypeScript's native compiler. By the `typescript` beside it ESLint and some tests read sources.
const { dirname, join } = require('node:path');

exports.tsc = join(dirname(require.resolve('typescript7/package.json')), 'bin', 'tsc');
