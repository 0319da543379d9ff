import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitCommit } from '../../../lib/cli/rollout/git-commit';

const inherited = process.env['GIT_DIR'];
const folders: string[] = [];

const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-commit-'));
  folders.push(folder);
  return folder;
};
const git = (folder: string, ...argv: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...argv], {
    encoding: 'utf8',
  }).trim();

function aRepository(message: string): string {
  const folder = aFolder();
  git(folder, 'init', '--quiet');
  git(folder, 'commit', '--quiet', '--allow-empty', `--message=${message}`);
  return folder;
}

afterEach(() => {
  if (inherited === undefined) delete process.env['GIT_DIR'];
  else process.env['GIT_DIR'] = inherited;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('commit of a folder', () => {
  test('is that of its own repository, also in a hook of another one', async () => {
    const [own, other] = [aRepository('own'), aRepository('other')];
    const hash = git(own, 'rev-parse', 'HEAD');
    process.env['GIT_DIR'] = join(other, '.git');

    expect(await gitCommit(own)).toEqual({ hash, isChanged: false });
    writeFileSync(join(own, 'notes.md'), '');
    expect(await gitCommit(own)).toEqual({ hash, isChanged: true });
  });

  test('is none where there is no repository', async () => {
    expect(await gitCommit(aFolder())).toBeUndefined();
  });
});
