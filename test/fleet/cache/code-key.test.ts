import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeKey, whyNotKept } from '../../../lib/fleet/cache/code-key';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-code-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function installed(name: string, version: string, dependencies: object = {}): void {
  mkdirSync(join(folder, 'node_modules', name), { recursive: true });
  writeFileSync(join(folder, 'node_modules', name, 'package.json'), JSON.stringify({ version, dependencies }));
}

test('changes with the code of the blueprint', () => {
  const keys = [undefined, { code: 'one', imports: [] }, { code: 'two', imports: [] }].map((code) =>
    codeKey(code, folder),
  );

  expect(new Set(keys).size).toBe(3);
  expect(codeKey({ code: 'one', imports: [] }, folder)).toBe(keys[1]);
});

test.each([
  ['changes with the place of a blueprint that asks for it', 'join(__dirname, "rates.csv")', 2],
  ['is the same in all places for one that does not', 'new Bucket(scope, "Data")', 1],
])('%s', (_, code, keys) => {
  const places = ['one', 'two'].map((name) => codeKey({ code, imports: [] }, join(folder, name)));

  expect(new Set(places).size).toBe(keys);
});

test('changes with the version of a package that a package of the blueprint depends on', () => {
  const blueprint = { code: '', imports: ['@company/stacks/queue'] };
  installed('@company/stacks', '1.0.0', { 'some-library': '^2.0.0' });
  installed('some-library', '2.0.0');
  const before = codeKey(blueprint, folder);
  installed('some-library', '2.0.1');

  expect(codeKey(blueprint, folder)).not.toBe(before);
});

test('changes with what the environment says to the CDK', () => {
  const before = codeKey(undefined, folder);
  const { CDK_CONTEXT_JSON } = process.env;
  try {
    process.env.CDK_CONTEXT_JSON = '{"a":1}';
    expect(codeKey(undefined, folder)).not.toBe(before);
  } finally {
    if (CDK_CONTEXT_JSON === undefined) delete process.env.CDK_CONTEXT_JSON;
    else process.env.CDK_CONTEXT_JSON = CDK_CONTEXT_JSON;
  }
});

test.each([
  ['no blueprint', undefined, undefined],
  ['one that imports the CDK', { code: '', imports: ['aws-cdk-lib', 'node:path'] }, undefined],
  ['one that reads files', { code: '', imports: ['fs/promises', 'node:fs'] }, 'imports fs/promises, node:fs'],
  [
    'one that lets the CDK read files',
    { code: 'new import_cloudformation_include.CfnInclude(scope, "Old", { templateFile });', imports: [] },
    'reads files with CfnInclude',
  ],
  [
    'one that inlines a file',
    { code: 'FunctionCode.fromFile({ filePath })', imports: [] },
    'reads files with fromFile',
  ],
  [
    'one that makes assets of files',
    { code: 'Code.fromAsset("code"), DefinitionBody.fromFile("machine.json")', imports: [] },
    undefined,
  ],
  ['one that reads the environment', { code: 'const a = process.env.STAGE;', imports: [] }, 'reads process.env'],
])('of %s it says what cannot be kept', (_, blueprint, expected) => {
  expect(whyNotKept(blueprint)).toBe(expected);
});
