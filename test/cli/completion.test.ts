import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const COMMAND = join(ROOT, 'dist/bin/tenantry.js');

let path: string;

beforeAll(() => {
  path = mkdtempSync(join(tmpdir(), 'tenantry-completion-'));
  const file = join(path, 'tenantry');
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${COMMAND}' "$@"\n`);
  chmodSync(file, 0o755);
});
afterAll(() => rmSync(path, { recursive: true }));

/** What bash offers after these words, the last of which is being typed. */
function offered(words: string[], cwd = ROOT): string[] {
  const script = `
    # Of the package bash-completion, which need not be on this machine.
    _get_comp_words_by_ref() { cword=$COMP_CWORD; words=("\${COMP_WORDS[@]}"); cur=\${words[$cword]}; prev=\${words[$((cword - 1))]}; }
    source <(tenantry completion bash)
    COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
    COMP_LINE='${words.join(' ')}'; COMP_POINT=\${#COMP_LINE}
    "$(complete -p tenantry | sed -E 's/.*-F ([^ ]+).*/\\1/')"
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync('bash', ['-c', script], {
    cwd,
    encoding: 'utf8',
    // Outside of a real completion bash complains about compopt.
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: `${path}:${process.env.PATH}` },
  });
  return output
    .trim()
    .split('\n')
    .map((line) => line.trim());
}

describe('completion in bash', () => {
  test('offers the commands', () => {
    expect(offered(['tenantry', 'va'])).toEqual(['validate']);
  });

  test('offers the tenants of the folder, and nothing else that is in it', () => {
    const tenants = offered(['tenantry', 'up', '']);

    expect(tenants).toEqual(expect.arrayContaining(['acme', 'globex', 'wonka']));
    expect(tenants).not.toEqual(expect.arrayContaining(['organization']));
    expect(tenants).not.toEqual(expect.arrayContaining(['accounts.lock']));
  });

  test('does not offer what else is in the folder', () => {
    const folder = mkdtempSync(join(path, 'fleet-'));
    mkdirSync(join(folder, 'tenants/parts'), { recursive: true });
    for (const name of ['acme.json', 'globex.yaml', '_blueprint.ts', 'organization.ts', 'types.d.ts', 'notes.md']) {
      writeFileSync(join(folder, 'tenants', name), '');
    }

    expect(offered(['tenantry', 'up', ''], folder)).toEqual(['acme', 'globex']);
  });

  test('offers the options of a command', () => {
    expect(offered(['tenantry', 'up', '--create'])).toEqual(['--create-units']);
  });
});

test('says in few words what a command does', () => {
  const answer = execFileSync(process.execPath, [COMMAND, 'complete', '--', 'va'], { encoding: 'utf8' });
  const nested = execFileSync(process.execPath, [COMMAND, 'complete', '--', 'rollout', 'pa'], { encoding: 'utf8' });

  expect(answer).toBe('validate\tcheck the configuration\n:4\n');
  expect(nested).toBe('pause\tstart no more tenants for now\n:4\n');
});

test('shows how each shell is told', () => {
  const help = execFileSync(process.execPath, [COMMAND, 'completion', '--help'], { encoding: 'utf8' });

  expect(help).toContain('Examples:\n  $ source <(tenantry completion bash)');
});

test('refuses a shell it does not know', () => {
  expect(() => execFileSync(process.execPath, [COMMAND, 'completion', 'csh'], { stdio: 'pipe' })).toThrow(
    /Allowed choices are zsh, bash, fish, powershell/,
  );
});
