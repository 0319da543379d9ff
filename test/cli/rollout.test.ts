import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExitCode } from '../../lib/cli/exit-code';
import { apply } from '../../lib/rollout/apply';
import type { RolloutEvent } from '../../lib/rollout/rollout-event';
import type { RolloutState } from '../../lib/rollout/rollout-state';
import { runRecorded } from '../support/recording-cli';
import { START, aRollout } from '../support/rollout-builders';
import { aFleet, aTenant, anOrganization } from '../support/tenants-folder';

const TENANTS = [
  aTenant({ network: { cidr: '10.1.0.0/22' }, ring: 'canary' }),
  aTenant({ id: 'globex', network: { cidr: '10.2.0.0/22' }, ring: 'general' }),
  aTenant({ id: 'hooli', network: { cidr: '10.3.0.0/22' }, ring: 'general', version: '1.9' }),
  aTenant({ id: 'stark', network: { cidr: '10.4.0.0/22' }, ring: 'general', state: 'suspended' }),
];
const ACCOUNTS = { acme: '111111111111', globex: '222222222222', hooli: '333333333333', stark: '444444444444' };

let workspace: string;
let directory: string;

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'tenantry-cli-rollout-'));
  directory = join(workspace, 'tenants');
  const rollout = { bakeMinutes: 15, rings: { general: { toleratedPercent: 5, concurrency: 4 } } };
  cpSync(aFleet(TENANTS, anOrganization({ rollout }), ACCOUNTS), directory, { recursive: true });
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

const rollout = (...argv: string[]) => runRecorded(['rollout', ...argv, '--tenants', directory]);
const file = () => join(workspace, '.tenantry', 'rollouts', '2.0.json');

/** A release of two rings in which these things happened. */
function leave(...events: readonly object[]): void {
  const rings = { canary: ['acme'], general: ['globex'] };
  const state = events.reduce<RolloutState>(
    (before, event) => apply(before, { at: START.toISOString(), ...event } as RolloutEvent),
    { ...aRollout(rings, { concurrency: 2 }), commit: 'abc123' },
  );
  mkdirSync(join(workspace, '.tenantry', 'rollouts'), { recursive: true });
  writeFileSync(file(), JSON.stringify(state));
}

const FAILED = [
  { type: 'deploying', tenant: 'acme' },
  { type: 'deployFailed', tenant: 'acme', reason: 'no capacity' },
  { type: 'rollingBack', tenant: 'acme' },
  { type: 'rolledBack', tenant: 'acme', to: '1.9' },
];

describe('tenantry rollout start', () => {
  test('refuses rings in which more tenants are deployed at a time than one machine does, unless the command says less', async () => {
    const rollout300 = { concurrency: 21, rings: { canary: { concurrency: 2 }, general: { concurrency: 300 } } };
    directory = aFleet(
      TENANTS,
      anOrganization({ rollout: rollout300, rings: ['canary', 'early', 'general'] }),
      ACCOUNTS,
    );
    const organization = join(directory, 'organization.json');

    const { exitCode, stderr } = await rollout('start', '--release', '2.0', '--dry-run');

    const expected = 'expected 1 to 20: give --concurrency for all rings, or --engine step-functions';
    expect([exitCode, stderr]).toEqual([
      ExitCode.Refused,
      `error ${organization}: rollout: ring "early" has a concurrency of 21, which is more than one machine does; ${expected}
${organization}: rollout: ring "general" has a concurrency of 300, which is more than one machine does; ${expected}
`,
    ]);
    expect((await rollout('start', '--release', '2.0', '--dry-run', '--concurrency', '20')).exitCode).toBe(0);
  });

  test('says with --dry-run where the release would go, and begins nothing', async () => {
    const { exitCode, stdout } = await rollout('start', '--release', '2.0', '--dry-run');

    expect(exitCode).toBe(ExitCode.Done);
    expect(stdout).toBe(
      `release 2.0
canary: 1 tenant, 2 at a time, 0 may fail, bakes 15 minutes: acme
early: no tenants
general: 1 tenant, 4 at a time, 0, or 5 % may fail, bakes 15 minutes: globex
hooli: stepped over, because it is pinned to release 1.9
stark: stepped over, because it is suspended
`,
    );
    expect(existsSync(join(workspace, '.tenantry'))).toBe(false);
  });

  test('tells the same as one object', async () => {
    const argv = ['start', '--release', '1.9', '--commit', 'abc123', '--concurrency', '7', '--dry-run', '--json'];
    const { stdout } = await rollout(...argv);

    expect(JSON.parse(stdout)).toMatchObject({
      dryRun: true,
      release: '1.9',
      commit: 'abc123',
      rings: [
        { definition: { name: 'canary', concurrency: 7, bakeMinutes: 15, jitterSeconds: 5 }, tenants: ['acme'] },
        { definition: { name: 'early' }, tenants: [] },
        { definition: { name: 'general', concurrency: 7, toleratedPercent: 5 }, tenants: ['globex', 'hooli'] },
      ],
      steppedOver: [{ tenant: 'stark', ring: 'general', reason: 'it is suspended' }],
    });
  });

  test('names the release after the git commit, and warns of what is not in it', async () => {
    const git = (...argv: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...argv], { cwd: workspace });
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'fleet');
    const commit = git('rev-parse', 'HEAD').toString().trim();
    writeFileSync(join(workspace, 'new.txt'), '');

    const { stdout, stderr } = await rollout('start', '--dry-run', '--json');

    expect(JSON.parse(stdout)).toMatchObject({ release: commit.slice(0, 12), commit });
    expect(stderr).toBe(
      `warning there are changes that are not in commit ${commit.slice(0, 12)}; they are rolled out too\n`,
    );
  });

  test.each(['..', '-x', 'a/b'])('names no release after "%s", which would be no folder of its own', async (commit) => {
    const { exitCode, stdout, stderr } = await rollout('start', `--commit=${commit}`, '--yes');

    expect([exitCode, stdout]).toEqual([ExitCode.Refused, '']);
    expect(stderr).toBe(
      `error the release cannot be named "${commit}" after its commit: expected 1 to 64 letters, digits, dots, hyphens and underscores, starting with a letter or digit; name it with --release\n`,
    );
    expect(existsSync(join(workspace, '.tenantry'))).toBe(false);
  });

  test('asks for a name where there is no commit', async () => {
    const { exitCode, stderr } = await rollout('start', '--dry-run');

    expect(exitCode).toBe(ExitCode.Refused);
    expect(stderr).toBe(
      `error ${directory} is at no git commit the release could be named after; name it with --release\n`,
    );
  });

  test('says with --dry-run too that a release cannot be started', async () => {
    leave();

    expect(await rollout('start', '--release', '3.0', '--dry-run')).toMatchObject({
      exitCode: ExitCode.Failed,
      stdout: '',
      stderr:
        'error release 2.0 is not over; finish it (tenantry rollout resume), or abort it (tenantry rollout abort)\n',
    });
    await rollout('abort', '--yes');
    expect((await rollout('start', '--release', '2.0', '--dry-run')).stderr).toBe(
      'error release 2.0 has been rolled out before (tenantry rollout status --release 2.0); give this one another name with --release\n',
    );
    expect((await rollout('start', '--release', '3.0', '--dry-run')).exitCode).toBe(ExitCode.Done);
  });

  test('does nothing unless it is confirmed', async () => {
    const { exitCode, stderr } = await rollout('start', '--release', '2.0');

    expect(exitCode).toBe(ExitCode.Refused);
    expect(stderr).toBe(
      `error release 2.0 is deployed to the tenants of one ring after another: canary 1, early 0, general 1; there is no terminal to ask on, so say it aloud: tenantry rollout start --tenants ${directory} --release 2.0 --yes\n`,
    );
  });

  test('waits for the release before it', async () => {
    leave(...FAILED);

    expect(await rollout('start', '--release', '3.0', '--yes')).toMatchObject({
      exitCode: ExitCode.Failed,
      stderr:
        'error release 2.0 is not over; finish it (tenantry rollout resume), or abort it (tenantry rollout abort)\n',
    });
  });

  test.each([
    {
      argv: ['--release', '../evil'],
      problem:
        'expected 1 to 64 letters, digits, dots, hyphens and underscores, starting with a letter or digit, got "../evil"',
    },
    { argv: ['--concurrency', '10001'], problem: 'expected a whole number from 1 to 10000, got "10001"' },
    { argv: ['--engine', 'other'], problem: 'Allowed choices are local, step-functions.' },
  ])('refuses $argv', async ({ argv, problem }) => {
    const { exitCode, stderr } = await rollout('start', ...argv);

    expect(exitCode).toBe(ExitCode.Refused);
    expect(stderr).toContain(problem);
  });
});

describe('tenantry rollout status', () => {
  test('says how far a halted release is, why it is halted and what to do', async () => {
    leave(...FAILED);

    const { exitCode, stdout, stderr } = await rollout('status');

    expect(exitCode).toBe(ExitCode.Failed);
    expect(stdout).toBe(
      `release 2.0, started 2026-03-01T12:00:00.000Z, is halted: ring canary: 1 of 1 tenant failed, 0 may
ring     tenants  waiting  at work  deployed  failed  stepped over  gate
canary         1        0        0         0       1             0  baking
general        1        1        0         0       0             0  closed
acme: failed, rolled back to 1.9: no capacity
`,
    );
    expect(stderr).toBe('next: tenantry rollout resume --retry once the cause is gone, or tenantry rollout abort\n');
  });

  test('sees that a run was cut off', async () => {
    leave({ type: 'deploying', tenant: 'acme' });

    const { exitCode, stdout } = await rollout('status', '--json');

    expect(exitCode).toBe(ExitCode.Done);
    expect(JSON.parse(stdout)).toMatchObject({
      release: '2.0',
      commit: 'abc123',
      phase: 'cut-off',
      nextStep: 'tenantry rollout resume',
      rings: [{ name: 'canary', tenants: [{ tenant: 'acme', step: 'deploying' }] }, { name: 'general' }],
    });
  });

  test('is of the release that was started last, unless another one is named', async () => {
    leave();
    const earlier = { ...(JSON.parse(readFileSync(file(), 'utf8')) as object), release: '3.0' };
    writeFileSync(
      join(workspace, '.tenantry', 'rollouts', '3.0.json'),
      JSON.stringify({ ...earlier, startedAt: '2026-02-01T12:00:00.000Z' }),
    );

    expect((await rollout('status')).stdout).toMatch(/^release 2\.0, /);
    expect((await rollout('status', '--release', '3.0')).stdout).toMatch(/^release 3\.0, /);
  });

  test('knows the releases there are', async () => {
    expect((await rollout('status')).stderr).toBe(
      'error nothing has been rolled out from here; see tenantry rollout start --help\n',
    );
    leave();
    expect((await rollout('status', '--release', '3.0')).stderr).toBe('error unknown release "3.0"; expected "2.0"\n');
  });
});

describe('tenantry rollout pause, resume and abort', () => {
  test('pause a release that nobody drives in its file', async () => {
    leave({ type: 'deploying', tenant: 'acme' });

    const { exitCode, stdout } = await rollout('pause');

    expect([exitCode, stdout]).toEqual([ExitCode.Done, 'release 2.0 is paused\n']);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({
      mode: 'paused',
      rings: [{ tenants: [{ id: 'acme', progress: { step: 'waiting' } }] }, {}],
    });
  });

  test('abort only when it is confirmed', async () => {
    leave();

    expect(await rollout('abort')).toMatchObject({
      exitCode: ExitCode.Refused,
      stderr: `error release 2.0 is aborted and cannot be resumed; tenants that have it keep it; there is no terminal to ask on, so say it aloud: tenantry rollout abort --tenants ${directory} --yes\n`,
    });
    expect(await rollout('abort', '--yes')).toMatchObject({ stdout: 'release 2.0 is aborted\n' });
    expect(await rollout('abort', '--yes')).toMatchObject({
      exitCode: ExitCode.Failed,
      stderr: 'error release 2.0 is over; there is nothing to abort\n',
    });
  });

  test('resume says with --dry-run who is left', async () => {
    leave(...FAILED);

    expect((await rollout('resume', '--dry-run')).stdout).toBe('release 2.0 would go on to globex\n');
    expect((await rollout('resume', '--dry-run', '--retry')).stdout).toBe('release 2.0 would go on to acme globex\n');
  });

  test('resume refuses files of another commit', async () => {
    leave();

    const { exitCode, stderr } = await rollout('resume', '--commit', 'def456');

    expect(exitCode).toBe(ExitCode.Refused);
    expect(stderr).toBe(
      `error release 2.0 is made of commit abc123, and ${directory} is at def456; check out abc123, or, if the tenants' stacks do not differ, say --commit abc123\n`,
    );
  });
});
