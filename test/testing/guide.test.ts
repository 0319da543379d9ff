import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '../..');
const GUIDE = readFileSync(join(ROOT, 'docs/testing.md'), 'utf8');

function codeBlocks(language: string): string[] {
  return [...GUIDE.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, found]) => found === language)
    .map(([, , code]) => code!);
}

test('the test in the guide is the example that runs against the installed package', () => {
  expect(codeBlocks('js')).toEqual([readFileSync(join(ROOT, 'docs/examples/fleet.test.js'), 'utf8')]);
});

test('the TypeScript in the guide compiles as the code of a user', () => {
  // Inside the package, where its own name resolves as it does for its users.
  mkdirSync(join(ROOT, '.tenantry'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.tenantry', 'guide-'));
  try {
    const files = codeBlocks('ts').map((code, index) => {
      const file = join(folder, `block-${index}.ts`);
      writeFileSync(file, code);
      return file;
    });
    const compiler = join(ROOT, 'node_modules/@typescript/native/bin/tsc');
    const options = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--module', 'node16'];

    expect(files).toHaveLength(2);
    expect(
      execFileSync(process.execPath, [compiler, ...options, '--types', 'node,jest', ...files], {
        encoding: 'utf8',
        cwd: ROOT,
      }),
    ).toBe('');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('the workflows', () => {
  const workflow = (name: string) => readFileSync(join(ROOT, '.github/workflows', name), 'utf8');

  test('take the inputs that the guide lists, with the same defaults', () => {
    const { inputs } = (parse(workflow('tenantry.yml')) as Workflow).on.workflow_call;
    const rows = [...GUIDE.matchAll(/^\| `([\w-]+)` \| (?:`([^`]+)` )?\|/gm)].map(([, name, value = '']) => [
      name,
      value,
    ]);

    expect(rows).toEqual(Object.entries(inputs).map(([name, input]) => [name, String(input.default)]));
  });

  test('put no expression into a command, where an input could be run', () => {
    const { steps } = (parse(workflow('tenantry.yml')) as Workflow).jobs.fleet;
    const commands = steps.flatMap(({ run }) => run ?? []);

    expect(commands.join('\n').match(/tenantry \w+/g)).toEqual(
      ['validate', 'synth', 'audit', 'synth', 'diff'].map((command) => `tenantry ${command}`),
    );
    expect(commands.filter((command) => command.includes('${{'))).toEqual([]);
  });

  test.each(['ci.yml', 'tenantry.yml'])('pin the actions of %s to a commit, or say that it is to be done', (name) => {
    const lines = workflow(name).split('\n');
    const loose = lines.filter(
      (line, index) =>
        /^\s*(- )?uses: [^.]/.test(line) && !/@[0-9a-f]{40} # v\d/.test(line) && !/Pin it/.test(lines[index - 1] ?? ''),
    );

    expect(loose).toEqual([]);
  });
});

interface Workflow {
  readonly on: { readonly workflow_call: { readonly inputs: Readonly<Record<string, { readonly default: unknown }>> } };
  readonly jobs: { readonly fleet: { readonly steps: readonly { readonly run?: string }[] } };
}
