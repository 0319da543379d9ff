import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ExitCode } from '../../lib/cli/exit-code';
import { runRecorded } from '../support/recording-cli';
import { aTenant, anOrganization } from '../support/tenants-folder';

let repository: string;
let tenants: string;
let output: string;

const git = (...argv: string[]) =>
  execFileSync('git', ['-C', repository, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...argv], {
    encoding: 'utf8',
  });
const writeTenant = (changes: object) =>
  writeFileSync(join(tenants, 'acme.json'), JSON.stringify(aTenant({ ...changes })));
const diff = (base: string, ...argv: string[]) =>
  runRecorded(['diff', output, '--base', base, '--tenants', tenants, '--no-cache', ...argv]);

/** Lets Node.js run the sources as they are, in a process of their own. */
const RUNS_TYPESCRIPT = `
const { transformSync } = require(${JSON.stringify(require.resolve('esbuild'))});
const options = { loader: 'ts', format: 'cjs', target: 'node20', supported: { 'dynamic-import': false } };
require.extensions['.ts'] = (module, file) =>
  module._compile(transformSync(require('node:fs').readFileSync(file, 'utf8'), options).code, file);
`;

beforeEach(() => {
  // In which no time passes, so that nothing is said of how far a synthesis is.
  jest.spyOn(Date, 'now').mockReturnValue(Date.now());
  repository = realpathSync(mkdtempSync(join(tmpdir(), 'tenantry-repository-')));
  tenants = join(repository, 'tenants');
  output = join(repository, 'cdk.out');
  mkdirSync(tenants);
  writeFileSync(join(tenants, 'organization.json'), JSON.stringify(anOrganization()));
  writeFileSync(join(tenants, 'accounts.lock.json'), JSON.stringify({ acme: '111111111111' }));
  writeTenant({});
  writeFileSync(join(repository, '.gitignore'), 'cdk.out\nnode_modules\n');
  writeFileSync(join(repository, 'package-lock.json'), '{}');
  mkdirSync(join(repository, 'node_modules'));
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message=first');
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(repository, { recursive: true, force: true });
});

/** However slow the machine is, nothing is said of how far a synthesis is. */
function stopClock(): void {
  jest.spyOn(Date, 'now').mockReturnValue(Date.now());
}

describe('tenantry diff against a commit', () => {
  test('synthesizes the tenants folder of the commit, and leaves nothing behind', async () => {
    writeTenant({ database: { storageGib: 40 } });
    await runRecorded(['synth', '--all', '--tenants', tenants, '--output', output, '--no-cache']);

    stopClock();
    const { exitCode, stdout, stderr } = await diff('main');

    expect(exitCode).toBe(ExitCode.Done);
    expect(stdout).toContain('Properties.AllocatedStorage: "20" → "40"\n');
    expect(stdout).toContain('1 of 1 tenant would change');
    expect(stderr).toMatch(
      /^base: tenants folder and blueprint of main \([0-9a-f]{12}\), synthesized with this version of Tenantry …\n$/,
    );
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
    expect(git('status', '--porcelain')).toBe(' M tenants/acme.json\n');
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`tenantry-base-${process.pid}-`))).toEqual([]);
  });

  test('says how far the synthesis of the commit is where it takes long', async () => {
    await runRecorded(['synth', '--all', '--tenants', tenants, '--output', output, '--no-cache']);
    let time = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => (time += 6_000));

    expect((await diff('main')).stderr).toContain('\nsynthesized 1 of 2\n');
  });

  test('takes from the cache what is as it was in the commit, and judges none of it', async () => {
    const cache = ['--cache', join(output, '../cache')];
    await runRecorded(['synth', '--all', '--tenants', tenants, '--output', output, ...cache]);
    writeTenant({ database: { storageGib: 40 } });
    await runRecorded(['synth', '--all', '--tenants', tenants, '--output', output, ...cache]);
    let time = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => (time += 6_000));

    const { stdout, stderr } = await diff('main', ...cache);

    expect(stdout).toContain('Properties.AllocatedStorage: "20" → "40"\n');
    expect(stderr).toMatch(/^base: .*\n$/);
    expect((await diff('main')).stderr).toMatch(
      /^base: .*\nsynthesized 0 of 2\nsynthesized 1 of 2\nsynthesized 2 of 2\n$/,
    );
  });

  test('makes no cache where there is none', async () => {
    await runRecorded(['synth', '--all', '--tenants', tenants, '--output', output, '--no-cache']);

    await diff('main', '--cache', join(repository, 'cache'));

    expect(existsSync(join(repository, 'cache'))).toBe(false);
  });

  test('takes nothing from the cache that was made of files that may have changed since the commit', async () => {
    const cache = ['--cache', join(output, '../cache')];
    writeFileSync(join(tenants, 'organization.json'), JSON.stringify(anOrganization({ blueprint: './_blueprint.ts' })));
    writeFileSync(
      join(tenants, '_blueprint.ts'),
      `import { join } from 'node:path';
       import { CfnOutput, aws_s3_assets as assets } from 'aws-cdk-lib';
       export const blueprint = (scope) => {
         const { s3ObjectKey: value } = new assets.Asset(scope, 'Rates', { path: join(__dirname, 'rates.csv') });
         new CfnOutput(scope, 'Key', { value });
       };`,
    );
    writeFileSync(join(tenants, 'rates.csv'), 'one');
    git('add', '.');
    git('commit', '--quiet', '--message=rates');
    writeFileSync(join(tenants, 'rates.csv'), 'two');
    await runRecorded(['synth', '--all', '--tenants', tenants, '--output', output, ...cache]);

    for (const _ of ['first', 'again'])
      expect((await diff('main', ...cache)).stdout).toContain('acme/Blueprint Key (Outputs) Value: ');
  });

  test.each([
    ['the file of the tenant', 'tenant.file'],
    ['the whole tenant', 'JSON.stringify(tenant)'],
    ['its own folder', '__dirname'],
  ])('keeps nothing for others of a blueprint that writes down %s', async (_, value) => {
    const cache = ['--cache', join(output, '../cache')];
    writeFileSync(join(tenants, 'organization.json'), JSON.stringify(anOrganization({ blueprint: './_blueprint.ts' })));
    writeFileSync(
      join(tenants, '_blueprint.ts'),
      `import { CfnOutput } from 'aws-cdk-lib';
       export const blueprint = (scope, tenant) => void new CfnOutput(scope, 'From', { value: ${value} });`,
    );
    git('add', '.');
    git('commit', '--quiet', '--message=from');
    const synthesize = () =>
      runRecorded(['synth', '--all', '--tenants', tenants, '--output', output, '--json', ...cache]);
    writeTenant({ database: { storageGib: 40 } });
    await synthesize();
    await diff('main', ...cache);
    writeTenant({});

    expect((await synthesize()).exitCode).toBe(ExitCode.Done);

    const [nested = ''] = readdirSync(output).filter((name) => name.endsWith('acme'));
    const template = readdirSync(join(output, nested)).find((name) => /Blueprint\w*\.template\.json$/.test(name));
    expect(readFileSync(join(output, nested, template!), 'utf8')).not.toContain('tenantry-base-');
  });

  test('leaves the commit alone in whose hook it runs', async () => {
    await runRecorded(['synth', '--all', '--tenants', tenants, '--output', output, '--no-cache']);
    writeFileSync(join(output, 'register.cjs'), RUNS_TYPESCRIPT);
    const node = [process.execPath, '--require', join(output, 'register.cjs'), resolve('bin/tenantry.ts')];
    const command = [...node, 'diff', output, '--base', 'HEAD', '--tenants', tenants].map((part) => `'${part}'`);
    const hook = `#!/bin/sh\n${command.join(' ')} > '${join(output, 'hook.txt')}'\n`;
    writeFileSync(join(repository, '.git/hooks/pre-commit'), hook, { mode: 0o755 });
    writeFileSync(join(repository, 'notes.md'), 'of no tenant');
    git('add', 'notes.md');
    writeTenant({ database: { storageGib: 40 } });

    git('commit', '--quiet', '--all', '--message=second');

    expect(git('show', '--format=', '--name-only')).toBe('notes.md\ntenants/acme.json\n');
    expect(git('status', '--porcelain')).toBe('');
    expect(readFileSync(join(output, 'hook.txt'), 'utf8')).toBe('0 of 1 tenant would change\n');
  }, 120_000);

  test('removes the worktrees that killed runs have left, and no others', async () => {
    const ofProcess = (pid: number) => join(mkdtempSync(join(realpathSync(tmpdir()), `tenantry-base-${pid}-`)), 'tree');
    const [killed, running, own] = [ofProcess(spawnSync('true').pid), ofProcess(process.pid), join(output, 'tree')];
    await runRecorded(['synth', '--all', '--tenants', tenants, '--output', output, '--no-cache']);
    for (const tree of [killed, running, own]) git('worktree', 'add', '--quiet', '--detach', tree, 'main');

    const { exitCode } = await diff('main');

    const left = git('worktree', 'list', '--porcelain')
      .match(/(?<=^worktree ).*/gm)
      ?.toSorted();
    rmSync(dirname(running), { recursive: true });
    expect({ exitCode, left }).toEqual({ exitCode: ExitCode.Done, left: [repository, own, running].toSorted() });
    expect(existsSync(dirname(killed))).toBe(false);
  });

  test.each([
    [
      'what is neither a folder nor a commit',
      'no-such-branch',
      () => undefined,
      () =>
        `--base no-such-branch: neither the folder of a cloud assembly (it has no manifest.json) nor a commit of the repository that ${tenants} is in; name one of them`,
    ],
    [
      'a commit with other dependencies',
      'main',
      () => writeFileSync(join(repository, 'package-lock.json'), '{"lockfileVersion": 3}'),
      () =>
        '--base main: its dependencies are not those that are installed here (package-lock.json is another one); check it out elsewhere, install its dependencies, run "tenantry synth --all --output base.out" there, and give that folder to --base',
    ],
    [
      'a commit whose blueprint throws',
      'main~1',
      () => {
        const write = (organization: Record<string, unknown>, blueprint: string) => {
          writeFileSync(join(tenants, 'organization.json'), JSON.stringify(anOrganization(organization)));
          writeFileSync(join(repository, 'blueprint.ts'), blueprint);
          git('add', '.');
          git('commit', '--quiet', '--message=next');
        };
        write(
          { blueprint: '../blueprint.ts' },
          'export const blueprint = () => { throw new Error("no such workload"); };',
        );
        write({}, '');
      },
      () =>
        '--base main~1: its tenants folder and blueprint cannot be synthesized with this version of Tenantry; check it out elsewhere, install its dependencies, run "tenantry synth --all --output base.out" there, and give that folder to --base\n1 problem in the tenant configuration\n  - blueprint.ts: threw for tenant "acme": no such workload in: throw new Error("no such workload");',
    ],
    [
      'a commit with other dependencies in a folder above that of the dependencies',
      'main',
      () => {
        rmSync(join(repository, 'node_modules'), { recursive: true });
        mkdirSync(join(tenants, 'node_modules'));
        writeFileSync(join(repository, 'yarn.lock'), '# other');
      },
      () =>
        '--base main: its dependencies are not those that are installed here (yarn.lock is another one); check it out elsewhere, install its dependencies, run "tenantry synth --all --output base.out" there, and give that folder to --base',
    ],
    [
      'an option in the place of a commit',
      '--output=x',
      () => undefined,
      () =>
        `--base --output=x: neither the folder of a cloud assembly (it has no manifest.json) nor a commit of the repository that ${tenants} is in; name one of them`,
    ],
  ])('refuses %s', async (_, base, change, message) => {
    mkdirSync(output);
    writeFileSync(join(output, 'manifest.json'), '{"artifacts": {}}');
    change();

    stopClock();
    const { exitCode, stdout, stderr } = await diff(base);

    expect({ exitCode, stdout, stderr: stderr.replace(/^base: .*\n/, '').replace(/\S+\/tree\//, '') }).toEqual({
      exitCode: ExitCode.Refused,
      stdout: '',
      stderr: `error ${message()}\n`,
    });
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  });
});
