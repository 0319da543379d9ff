import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  runRecorded(['diff', output, '--base', base, '--tenants', tenants, ...argv]);

beforeEach(() => {
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
afterEach(() => rmSync(repository, { recursive: true, force: true }));

describe('tenantry diff against a commit', () => {
  test('synthesizes the tenants folder of the commit, and leaves nothing behind', async () => {
    writeTenant({ database: { storageGib: 40 } });
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('tenantry-base-'));
    await runRecorded(['synth', '--all', '--tenants', tenants, '--output', output, '--no-cache']);

    const { exitCode, stdout, stderr } = await diff('main');

    expect(exitCode).toBe(ExitCode.Done);
    expect(stdout).toContain('Properties.AllocatedStorage: "20" → "40"\n');
    expect(stdout).toContain('1 of 1 tenant would change');
    expect(stderr).toMatch(
      /^base: tenants folder and blueprint of main \([0-9a-f]{12}\), synthesized with this version of Tenantry …\n$/,
    );
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
    expect(git('status', '--porcelain')).toBe(' M tenants/acme.json\n');
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('tenantry-base-'))).toEqual(before);
  }, 60_000);

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

    const { exitCode, stdout, stderr } = await diff(base);

    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: ExitCode.Refused,
      stdout: '',
      stderr: `error ${message()}\n`,
    });
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  });
});
