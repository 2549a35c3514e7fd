// The workflows at GitHub: how the package is published, and how changes are checked.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Step {
	run?: string;
	uses?: string;
	with?: Record<string, unknown>;
}
interface Job {
	permissions?: Record<string, string>;
	'timeout-minutes'?: number;
	/** Another workflow that is run in the place of steps. */
	uses?: string;
	needs?: string;
	steps: Step[];
}
interface GithubWorkflow {
	on: Record<string, unknown>;
	permissions?: Record<string, string>;
	jobs: Record<string, Job>;
}

const github = join(__dirname, '..', '..', '..', '.github');
const read = (file: string) => readFileSync(join(github, file), 'utf8');
const load = (name: string) => parse(read(`workflows/${name}.yml`)) as GithubWorkflow;
const commands = ({ steps }: Job) => steps.flatMap(({ run }) => run ?? []);

describe('publish', () => {
	const { on, jobs } = load('publish');
	const { publish } = jobs;

	it('is started by a version tag alone, and may do nothing but read and prove where it ran', () => {
		expect(Object.keys(on)).toEqual(['push']);
		expect(on.push).toEqual({ tags: ['*.*.*'] });
		expect(publish.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
	});

	it('publishes last, with provenance, what passed CI, was installed from the lock file and built', () => {
		expect(publish.needs).toBe('ci');
		expect(jobs.ci.uses).toBe('./.github/workflows/ci.yml');
		expect(load('ci').on).toHaveProperty('workflow_call');
		const run = commands(publish);
		const order = [/^npm ci/, /npm run build/, /package\.json.*version/, /npm publish/];
		const found = order.map((wanted) => run.findIndex((command) => wanted.test(command)));
		expect(found).not.toContain(-1);
		expect(found).toEqual([...found].sort((a, b) => a - b));
		expect(run.at(-1)).toMatch(/^npm publish\b.*--provenance\b/);
		// No script of a dependency runs beside the right to publish.
		for (const command of run.filter((one) => /^npm (ci|publish)/.test(one)))
			expect(command).toContain('--ignore-scripts');
	});

	it('uses no secret', () =>
		expect(read('workflows/publish.yml')).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/));
});

describe('ci', () => {
	const { jobs } = load('ci');

	it('runs what a change must pass, with n8n from the cache', () => {
		expect(commands(jobs.ci)).toContain('bash .ci/run');
		const cache = jobs.ci.steps.find(({ uses = '' }) => uses.startsWith('actions/cache@'));
		expect(cache?.with?.path).toBe('~/.cache/n8n-nodes-offblocks');
		expect(cache?.with?.key).toContain("hashFiles('tools/package-lock.json'");
	});

	it.each(['ci', 'matrix', 'publish'])(
		'%s may write nothing here, and uses actions by commit',
		(name) => {
			const workflow = load(name);
			for (const job of Object.values(workflow.jobs)) {
				const rights = job.permissions ?? workflow.permissions ?? {};
				expect({ ...rights, 'id-token': undefined }).toEqual({ contents: 'read' });
				if (job.uses) continue;
				expect(job['timeout-minutes']).toBeGreaterThan(0);
				for (const { uses } of job.steps)
					if (uses) expect(uses).toMatch(/^actions\/[\w-]+@[\da-f]{40}$/);
			}
		},
	);
});

it('the matrix runs by the clock and by hand, for each n8n that is pinned', () => {
	const { on, jobs } = load('matrix');
	expect(Object.keys(on).sort()).toEqual(['schedule', 'workflow_dispatch']);
	const { strategy } = jobs.matrix as Job & { strategy: { matrix: { n8n: string[] } } };
	const demo = join(github, '..', 'tools');
	const newest = JSON.parse(readFileSync(join(demo, 'package.json'), 'utf8')).dependencies.n8n;
	expect([...strategy.matrix.n8n].sort()).toEqual(
		[newest, ...readdirSync(join(demo, 'versions'))].sort(),
	);
});

it('issues have templates that ask for what is needed and warn of secrets', () => {
	for (const name of ['bug.yml', 'feature.yml']) {
		const { name: title, description, body } = parse(read(`ISSUE_TEMPLATE/${name}`));
		expect([title, description].every((text) => typeof text === 'string' && text)).toBe(true);
		expect(
			body.some((part: { validations?: { required?: boolean } }) => part.validations?.required),
		).toBe(true);
	}
	expect(read('ISSUE_TEMPLATE/bug.yml')).toMatch(/keys, secrets, tokens/);
	const { contact_links: links } = parse(read('ISSUE_TEMPLATE/config.yml'));
	expect(links.map(({ url }: { url: string }) => url).join()).toContain('/security/advisories/new');
});
