// What was found as plain text that can be attached to an issue.
import { clockAdvice, credentialSettings, sandboxFlags, verdict } from './advice.mts';
import type { Findings } from './examine.mts';
import type { Tried } from './probes/profiles.mts';
import type { VerificationKey } from './probes/verificationKey.mts';

/** Whether the credential can be used as it is. */
export const works = ({ registration }: Findings) => registration?.kind === 'registered';

/** What only a write, a delivery or time can show. */
const CANNOT_KNOW = [
	'Whether a body must have a Content-Digest, which algorithms are checked, and what a wrong one is answered with: only a write has a body.',
	'Idempotency: how long a key is kept, and what a repeated one is answered with.',
	'Whether other components are required for writes (content-digest, idempotency-key).',
	'How deliveries to the trigger are signed, and whether a retry is signed again.',
	'What a second card of one type, and a change that the state of a card does not allow, are answered with.',
	'Rate limits, unless a header names them.',
];

/** One text of sections; no line holds an id, a name or a secret. */
export function report(findings: Findings): string {
	const sections: Array<[string, string[]]> = [
		['Result', [verdict(findings)]],
		['Settings of the credential', credentialSettings(findings)],
		['Clock', clock(findings)],
		['Log-in', logIn(findings)],
		['Signing key', signingKey(findings)],
		...signatures(findings.tried ?? []),
		['What a call that must fail is answered with', refusals(findings)],
		['Key of webhook deliveries', verificationKey(findings.verificationKey)],
		['Lists and entities', lists(findings)],
		['Where answers differ from sandbox/openapi.yaml', deviations(findings)],
		['The local sandbox, set to behave like this', sandbox(findings)],
		['What reading cannot tell', CANNOT_KNOW],
	];
	const head = `OffBlocks doctor, ${findings.environment}, ${findings.calls} calls, Node.js ${process.version}`;
	const shown = sections.filter(([, lines]) => lines.length > 0);
	const text = shown.map(
		([title, lines]) => `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`,
	);
	return `${[`${head}\n`, ...text].join('\n')}`;
}

function clock(findings: Findings): string[] {
	const { offset, readings, answers } = findings.clock;
	if (answers === 0) return [];
	const lines = [`${readings} of ${answers} answers had a Date`];
	if (offset) {
		const { least, most } = offset;
		lines.push(
			`The server is ${seconds(least)} to ${seconds(most)} s from this machine (+ is ahead)`,
		);
	}
	const advice = clockAdvice(findings);
	return advice ? [...lines, advice] : lines;
}

const seconds = (value: number) =>
	value
		.toFixed(1)
		.replace(/^(?!-)/, '+')
		.replace('-0.0', '+0.0');

function logIn({ logIn: found }: Findings): string[] {
	if (found.kind === 'unreachable') return [`no answer: ${found.code}`];
	if (found.kind !== 'token') return [`answered with ${found.shape}`];
	return [
		`answered with ${found.shape}`,
		`The token is ${found.tokenForm} and lives ${found.lifeSeconds} s`,
	];
}

function signingKey({ registration }: Findings): string[] {
	if (registration === undefined) return [];
	if (registration.kind !== 'registered') return [`refused: ${registration.shape}`];
	return [`registered; accepted was first: ${registration.name}`];
}

function signatures(tried: Tried[]): Array<[string, string[]]> {
	const groups = [...new Set(tried.map(({ group }) => group))];
	return groups.map((group) => [
		`Signatures: ${group}`,
		tried
			.filter((one) => one.group === group)
			.map(({ name, result, shape }) => `${result.padEnd(8)}  ${name}${shape ? `: ${shape}` : ''}`),
	]);
}

function refusals({ refusals: found }: Findings): string[] {
	return Object.entries(found?.shapes ?? {}).map(([what, shape]) => `${what}: ${shape}`);
}

function verificationKey(found: VerificationKey | undefined): string[] {
	if (found === undefined) return [];
	if (found.shape !== undefined) return [`not given: ${found.shape}`];
	return [
		`fields: ${found.fields?.join(', ') || 'none'}`,
		`form: ${found.form}${found.kind ? `, ${found.kind}` : ''}`,
		`its id is ${found.keyIdIsUuid ? '' : 'not '}a UUID`,
		`the trigger ${found.usable ? 'can' : 'cannot'} use it`,
	];
}

function lists({ lists: found }: Findings): string[] {
	if (found === undefined) return [];
	const lines = found.reads.map(({ path, outcome }) => `GET ${path}: ${outcome}`);
	const headers = found.headers.join(', ') || 'none';
	return [...lines, `headers that could mean paging, caching or a rate limit: ${headers}`];
}

function deviations({ lists: found }: Findings): string[] {
	if (found === undefined) return [];
	const lines = found.reads.flatMap(({ path, deviations: all }) =>
		all.map((one) => `GET ${path}: ${one}`),
	);
	return lines.length > 0 ? lines : ['nowhere: all of them fit'];
}

function sandbox(findings: Findings): string[] {
	const flags = sandboxFlags(findings);
	return findings.refusals ? [`npm run sandbox -- ${flags.join(' ')}`] : [];
}
