// n8n's scanner for community packages, as it judges a published one: the source with all rules, the
// tarball's JavaScript and package.json. Exits with 1 and prints what it found.
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const [folder, leg] = process.argv.slice(2);
const patterns = { source: SOURCE_FILE_PATTERNS, tarball: ['**/*.js', 'package.json'] }[leg];
const result = await analyzePackage(folder, patterns);
console.log(result.passed ? (result.message ?? 'passed') : `${result.message}\n${result.details}`);
process.exitCode = result.passed ? 0 : 1;
