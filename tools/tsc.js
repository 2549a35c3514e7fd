// What checks types: TypeScript's native compiler, five times as fast. Of the `typescript` beside it ESLint reads types.
const { dirname, join } = require('node:path');

exports.tsc = join(dirname(require.resolve('typescript7/package.json')), 'bin', 'tsc');
