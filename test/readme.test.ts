import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRegistry } from '../lib/config/load-registry';
import { runRecorded } from './support/recording-cli';
import { anOrganization } from './support/tenants-folder';

const ROOT = join(__dirname, '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

let folder: string;

beforeAll(() => {
  // Inside the package, where its own name resolves as it does for its users.
  mkdirSync(join(ROOT, '.tenantry'), { recursive: true });
  folder = mkdtempSync(join(ROOT, '.tenantry', 'readme-'));
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true }));

function codeBlocks(language: string): string[] {
  return [...README.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, found]) => found === language)
    .map(([, , code]) => code!);
}

test('the code in the README compiles as the code of a user', () => {
  const files = codeBlocks('ts').map((code, index) => {
    const file = join(folder, `block-${index}.ts`);
    writeFileSync(file, code);
    return file;
  });
  const compiler = join(ROOT, 'node_modules/@typescript/native/bin/tsc');
  const options = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--module', 'node16', '--types', 'node'];

  expect(files).toHaveLength(3);
  expect(execFileSync(process.execPath, [compiler, ...options, ...files], { encoding: 'utf8', cwd: ROOT })).toBe('');
});

test('the tenant file in the README is complete', async () => {
  const directory = join(folder, 'tenants');
  mkdirSync(directory);
  writeFileSync(join(directory, 'acme.ts'), codeBlocks('ts')[0]!);
  writeFileSync(join(directory, 'organization.json'), JSON.stringify(anOrganization()));

  const { tenants, warnings } = await loadRegistry({ directory });

  expect(tenants.map(({ id, tier }) => ({ id, tier }))).toEqual([{ id: 'acme', tier: 'professional' }]);
  expect(warnings).toEqual([]);
});

test('the tenant file in the README is the one of the sample fleet', () => {
  expect(codeBlocks('ts')[0]).toBe(`// tenants/acme.ts\n${readFileSync(join(ROOT, 'tenants/acme.ts'), 'utf8')}`);
});

test('the blueprint in the README breaks no rule', async () => {
  const directory = join(folder, 'with-blueprint');
  mkdirSync(directory);
  writeFileSync(join(directory, 'acme.ts'), codeBlocks('ts')[0]!);
  writeFileSync(join(directory, '_blueprint.ts'), codeBlocks('ts')[2]!);
  writeFileSync(join(directory, 'organization.json'), JSON.stringify(anOrganization({ blueprint: './_blueprint.ts' })));
  writeFileSync(join(directory, 'accounts.lock.json'), JSON.stringify({ acme: '111111111111' }));
  const output = join(folder, 'with-blueprint.out');

  const { stdout } = await runRecorded(['synth', 'acme', '--tenants', directory, '--output', output, '--no-cache']);

  expect(stdout).toContain('1 of 1 tenants, 5 stacks, 0 findings');
});

test('the output in the README is what the main job prints', async () => {
  const output = join(folder, 'cdk.out');
  // In which no time passes, so that nothing is said of how far the synthesis is.
  jest.spyOn(Date, 'now').mockReturnValue(Date.now());
  const { stdout, stderr } = await runRecorded(['synth', '--all', '--tenants', 'tenants', '--output', output]);
  const [shown] = codeBlocks('console');

  expect(shown).toContain(`$ npm ci && npm start\n${stderr}${stdout.replaceAll(output, 'cdk.out')}`);
});
