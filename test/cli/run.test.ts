import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExitCode } from '../../lib/cli/exit-code';
import { runRecorded } from '../support/recording-cli';
import { aFleet, aTenant } from '../support/tenants-folder';
import { toldOfSynthesis } from '../support/told-of-synthesis';

const LOCK = { acme: '111111111111', globex: '222222222222' };
const ACME = aTenant({ network: { cidr: '10.1.0.0/22' } });
const GLOBEX = aTenant({ id: 'globex', tier: 'free', network: { cidr: '10.2.0.0/22' } });
const WONKA = aTenant({ id: 'wonka', network: { cidr: '10.3.0.0/22' } });
const HOOLI = aTenant({ id: 'hooli', state: 'suspended', network: { cidr: '10.4.0.0/22' } });

let output: string;

beforeEach(() => {
  output = join(mkdtempSync(join(tmpdir(), 'tenantry-cli-')), 'cdk.out');
});
afterEach(() => rmSync(join(output, '..'), { recursive: true, force: true }));

describe('tenantry', () => {
  test('tells its version', async () => {
    expect(await runRecorded(['--version'])).toEqual({ exitCode: ExitCode.Done, stdout: '1.2.3\n', stderr: '' });
  });

  test.each([[[]], [['validate']], [['list']], [['synth']]])(
    'shows help with examples and exits with 0: %j',
    async (command) => {
      const { exitCode, stdout } = await runRecorded([...command, '--help']);

      expect(exitCode).toBe(ExitCode.Done);
      expect(stdout).toContain(`Usage: tenantry${command.length > 0 ? ` ${command[0]}` : ''} `);
      expect(stdout).toContain('Examples:\n  $ ');
    },
  );

  test('names no default that goes without saying, and all others', async () => {
    const { stdout } = await runRecorded(['deploy', '--help']);

    expect(stdout).not.toContain('default: false');
    expect(stdout).not.toContain('default: []');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('the tenant files (default: "tenants")');
  });

  test.each([
    ['an unknown command', ['vendd'], "error unknown command 'vendd'"],
    ['an unknown option', ['validate', '--tenant', 'x'], "error unknown option '--tenant'\n(Did you mean --tenants?)"],
    [
      'a fleet run nobody asked for',
      ['synth'],
      'error no tenant given; name tenants (tenantry synth acme), say --tier, --ring, --region or --jurisdiction, or say --all',
    ],
    [
      'names beside --all',
      ['synth', 'acme', '--all'],
      'error both 1 tenant and --all were given; expected one of them',
    ],
  ])('refuses %s', async (_, argv, message) => {
    const { exitCode, stdout, stderr } = await runRecorded(argv);

    expect({ exitCode, stdout }).toEqual({ exitCode: ExitCode.Refused, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('tenantry validate', () => {
  test('counts the tenants that are valid', async () => {
    const { exitCode, stdout } = await runRecorded(['validate', '--tenants', aFleet([ACME, GLOBEX], undefined, LOCK)]);

    expect({ exitCode, stdout }).toEqual({ exitCode: ExitCode.Done, stdout: '2 tenants are valid, 0 warnings\n' });
  });

  test('says every problem of every file, with file and path, and exits with 2', async () => {
    const directory = aFleet([
      { ...ACME, region: 'eu-centrall-1' },
      { ...GLOBEX, teir: 'free' },
    ]);
    const { exitCode, stdout, stderr } = await runRecorded(['validate', '--tenants', directory]);

    expect({ exitCode, stdout }).toEqual({ exitCode: ExitCode.Refused, stdout: '' });
    expect(stderr.replaceAll(directory, 'tenants').split('\n')).toEqual([
      expect.stringMatching(/^error tenants\/acme\.json: region: .*"eu-centrall-1".*"eu-central-1"/),
      expect.stringMatching(/^error tenants\/globex\.json: teir: .*"tier"/),
      '',
      '2 problems; nothing was attempted.',
      '',
    ]);
  });

  test('gives the problems as one object with --json', async () => {
    const directory = aFleet([{ ...ACME, tier: 'gold' }]);
    const { exitCode, stdout } = await runRecorded(['validate', '--json', '--tenants', directory]);

    expect(exitCode).toBe(ExitCode.Refused);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      issues: [
        { file: join(directory, 'acme.json'), path: 'tier', message: expect.stringContaining('"gold"') as string },
      ],
    });
  });

  test('refuses a folder that does not exist', async () => {
    const { exitCode, stderr } = await runRecorded(['validate', '--tenants', '/nowhere/at/all']);

    expect(exitCode).toBe(ExitCode.Refused);
    expect(stderr).toContain('/nowhere/at/all');
  });
});

describe('tenantry list', () => {
  test('lists the tenants by id, one line each', async () => {
    const { exitCode, stdout } = await runRecorded([
      'list',
      '--tenants',
      aFleet([GLOBEX, ACME, WONKA], undefined, LOCK),
    ]);

    expect(exitCode).toBe(ExitCode.Done);
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/).slice(0, 8))).toEqual([
      ['tenant', 'name', 'tier', 'ring', 'jurisdiction', 'region', 'account', 'state'],
      ['acme', 'Acme', 'starter', 'general', 'eu', 'eu-central-1', '111111111111', 'active'],
      ['globex', 'Acme', 'free', 'general', 'eu', 'eu-central-1', '222222222222', 'active'],
      ['wonka', 'Acme', 'starter', 'general', 'eu', 'eu-central-1', '-', 'active'],
      [''],
    ]);
  });

  test.each([
    ['on a terminal', {}, true, true],
    ['on a terminal with NO_COLOR', { NO_COLOR: '1' }, true, false],
    ['on a terminal without colours', { TERM: 'dumb' }, true, false],
    ['on a terminal with FORCE_COLOR=false', { FORCE_COLOR: 'false' }, true, false],
    ['into a pipe', {}, false, false],
    ['into a pipe with FORCE_COLOR', { FORCE_COLOR: '1' }, false, true],
  ])('is in colour where that is wanted: %s', async (_, env, isTTY, coloured) => {
    const { stdout } = await runRecorded(['list', '--tenants', aFleet([ACME])], env, isTTY);

    expect(stdout.includes('\u001B[')).toBe(coloured);
  });
});

describe('tenantry synth', () => {
  afterEach(() => jest.restoreAllMocks());

  test('says how far it is where it takes long', async () => {
    let time = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => (time += 6_000));
    const directory = aFleet([ACME, GLOBEX], undefined, LOCK);
    const { stderr } = await runRecorded(['synth', '--all', '--no-cache', '--tenants', directory, '--output', output]);

    expect(stderr).toMatch(toldOfSynthesis('2 tenants'));
    expect(stderr).toContain('\nsynthesized 2 of 3\n');
    expect(stderr).toContain('\nchecked 1 of ');
  });

  test('sums up every tenant, also those it leaves out, and says where everything is', async () => {
    const directory = aFleet([ACME, GLOBEX, HOOLI, WONKA], undefined, LOCK);
    const { exitCode, stdout, stderr } = await runRecorded([
      'synth',
      '--all',
      '--tenants',
      directory,
      '--output',
      output,
    ]);

    expect(exitCode).toBe(ExitCode.Done);
    expect(stderr).toMatch(toldOfSynthesis('4 tenants'));
    const rows = stdout.replaceAll(directory, 'fleet').split('\n');
    expect(
      rows.filter((row) => /^(acme|globex|hooli|wonka) /.test(row)).map((row) => row.replaceAll(/ {2,}/g, '|')),
    ).toEqual([
      expect.stringMatching(
        /^acme\|starter\|general\|eu\|eu-central-1\|111111111111\|active\|4\|\d+\|0\|\d+\.\d\d\|cdk deploy 'acme\/\*' -c tenant=acme -c tenants=fleet$/,
      ),
      expect.stringMatching(/^globex\|free\|.*\|4\|\d+\|0\|\d+\.\d\d\|cdk deploy 'globex\/\*'/),
      'hooli|starter|general|eu|eu-central-1|-|suspended|-|-|-|-|to bring it back, set state to "active" in fleet/hooli.json',
      'wonka|starter|general|eu|eu-central-1|-|not vended|-|-|-|-|tenantry up wonka --tenants fleet',
    ]);
    expect(stdout).toContain('2 of 4 tenants, 8 stacks, 0 findings, $');
    expect(stdout).toContain(`cloud assembly      ${output}\n`);
    expect(existsSync(join(output, 'assembly-acme', 'manifest.json'))).toBe(true);
  });

  test('synthesizes the tenants that are named and leaves out the others', async () => {
    const directory = aFleet([ACME, GLOBEX], undefined, LOCK);
    await runRecorded(['synth', 'globex', '--tenants', directory, '--output', output]);

    expect(readdirSync(output).filter((name) => name.startsWith('assembly-'))).toEqual(['assembly-globex']);
  });

  test('gives one object with --json', async () => {
    const directory = aFleet([ACME], undefined, { acme: LOCK.acme });
    const { stdout } = await runRecorded([
      'synth',
      '--all',
      '--json',
      '--no-cache',
      '--tenants',
      directory,
      '--output',
      output,
    ]);

    expect(JSON.parse(stdout)).toEqual({
      output,
      reused: 0,
      tenants: [
        {
          tenant: 'acme',
          tier: 'starter',
          ring: 'general',
          jurisdiction: 'eu',
          region: 'eu-central-1',
          account: '111111111111',
          state: 'active',
          stacks: 4,
          resources: expect.any(Number) as number,
          templateBytes: expect.any(Number) as number,
          findings: 0,
          idleCostUsd: expect.any(Number) as number,
          nextStep: expect.stringContaining("cdk deploy 'acme/*'") as string,
        },
      ],
      findings: [],
      warnings: [],
    });
  });

  test('says each broken rule with its construct, counts it for its tenant and exits with 1', async () => {
    const directory = aFleet([ACME, GLOBEX], undefined, LOCK);
    withBlueprint(
      directory,
      `import { aws_s3 as s3 } from 'aws-cdk-lib';
       export const blueprint = (scope, tenant) => { if (tenant.id === 'acme') new s3.Bucket(scope, 'Uploads', { enforceSSL: true }); };`,
    );
    const { exitCode, stdout, stderr } = await runRecorded([
      'synth',
      '--all',
      '--tenants',
      directory,
      '--output',
      output,
    ]);

    expect(exitCode).toBe(ExitCode.Failed);
    expect(stderr).toMatch(
      /^error acme\/Blueprint\/Uploads\/Resource: AwsSolutions-S1: The S3 Bucket has server access logs disabled/m,
    );
    const found = (stderr.match(/^error acme\//gm) ?? []).length;
    expect(stdout).toMatch(new RegExp(`^acme .* 5 +\\d+ +${found} +.*mend its findings$`, 'm'));
    expect(stdout).toMatch(/^globex .* 4 +\d+ +0 +/m);
    expect(stderr).not.toContain('error globex/');
  });

  test.each([
    ['is not there', undefined, 'blueprint'],
    [
      'exports no blueprint',
      'export const blue = 1;',
      'exports blue; expected "export const blueprint: Blueprint = (scope, tenant, services) => { … }"',
    ],
    ['throws', 'throw new Error("no coffee");', 'cannot be loaded: no coffee'],
  ])('refuses a blueprint that %s', async (_, code, message) => {
    const directory = aFleet([ACME], undefined, { acme: LOCK.acme });
    withBlueprint(directory, code);
    const { exitCode, stdout, stderr } = await runRecorded([
      'synth',
      '--all',
      '--tenants',
      directory,
      '--output',
      output,
    ]);

    expect({ exitCode, stdout }).toEqual({ exitCode: ExitCode.Refused, stdout: '' });
    expect(stderr).toContain(`${join(directory, 'organization.json')}: blueprint: `);
    expect(stderr).toContain(message);
    expect(existsSync(output)).toBe(false);
  });

  test('says which construct of the blueprint the CDK cannot write', async () => {
    const directory = aFleet([ACME, GLOBEX], undefined, LOCK);
    withBlueprint(
      directory,
      `import { aws_sns as sns } from 'aws-cdk-lib';
       export const blueprint = (scope, { id }) => { new sns.Topic(scope, 'News', { displayName: id === 'acme' ? 5 : id }); };`,
    );
    const synth = ['synth', '--all', '--tenants', directory, '--output', output, '--no-cache'];

    const { exitCode, stdout, stderr } = await runRecorded(synth);

    expect({ exitCode, stdout }).toEqual({ exitCode: ExitCode.Refused, stdout: '' });
    expect(stderr).toContain(
      `\nerror ${directory}/_blueprint.ts: acme/Blueprint/News/Resource: Supplied properties not correct for "CfnTopicProps"; displayName: 5 should be a string\n`,
    );
    expect(existsSync(output)).toBe(false);
  });

  test('refuses to replace what is not a cloud assembly', async () => {
    mkdirSync(output);
    writeFileSync(join(output, 'thesis.txt'), 'years of work');
    const directory = aFleet([ACME], undefined, { acme: LOCK.acme });
    const { exitCode } = await runRecorded(['synth', '--all', '--tenants', directory, '--output', output]);

    expect(exitCode).toBe(ExitCode.Refused);
    expect(readdirSync(output)).toEqual(['thesis.txt']);
  });
});

/** Gives the fleet's organization a blueprint; without code, one whose file does not exist. */
function withBlueprint(directory: string, code: string | undefined): void {
  const file = join(directory, 'organization.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), blueprint: './_blueprint.ts' }));
  if (code !== undefined) writeFileSync(join(directory, '_blueprint.ts'), code);
}
