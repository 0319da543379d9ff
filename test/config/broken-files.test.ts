import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRegistry } from '../../lib/config/load-registry';
import { aFleet, aFolder, aTenant, anOrganization, report } from '../support/tenants-folder';

const ORGANIZATION = { 'organization.json': anOrganization() };

describe('files that cannot be read', () => {
  test('are refused each for its own reason, all at once', async () => {
    const directory = aFolder({
      ...ORGANIZATION,
      'sound.ts': `export default ${JSON.stringify(aTenant({ id: 'sound' }))};`,
    });
    for (const extension of ['json', 'ts', 'yaml']) {
      mkdirSync(join(directory, `${extension}-folder.${extension}`));
      symlinkSync(`${extension}-loop.${extension}`, join(directory, `${extension}-loop.${extension}`));
      symlinkSync('nowhere', join(directory, `${extension}-gone.${extension}`));
    }
    const folder = 'cannot be read: it is a folder; expected a file';
    const gone = 'cannot be read: it is not there, or a symbolic link to something that is not';
    const loop = 'cannot be read: it is a symbolic link that leads back to itself';

    expect((await report(directory)).errors).toEqual([
      `json-folder.json: ${folder}`,
      `json-gone.json: ${gone}`,
      `json-loop.json: ${loop}`,
      `ts-folder.ts: ${folder}`,
      `ts-gone.ts: ${gone}`,
      `ts-loop.ts: ${loop}`,
      `yaml-folder.yaml: ${folder}`,
      `yaml-gone.yaml: ${gone}`,
      `yaml-loop.yaml: ${loop}`,
    ]);
  });

  test.each([
    ['an empty file', 'acme.json', '', 'acme.json: is empty; expected a group of settings'],
    ['an empty YAML file', 'acme.yaml', ' \n', 'acme.yaml: is empty; expected a group of settings'],
    ['a file cut off', 'acme.json', '{\n  "id": "ac', 'acme.json:2:12: not valid JSON: Unterminated string'],
    [
      'a file cut off after a value',
      'acme.json',
      '{\n  "id": {',
      "acme.json:2:10: not valid JSON: Expected property name or '}'",
    ],
    [
      'another encoding',
      'acme.json',
      Buffer.from(`\uFEFF${JSON.stringify(aTenant())}`, 'utf16le'),
      'acme.json: is no text in UTF-8; save it in that encoding',
    ],
    [
      'control characters, which are not sent to the terminal',
      'acme.json',
      '\0\0\u001B[31m',
      'acme.json: not valid JSON: Unexpected token \'\\u0000\', "\\u0000\\u0000\\u001b[31m" is not valid JSON',
    ],
    [
      'a merge that was not finished',
      'acme.yaml',
      'id: acme\n<<<<<<< HEAD\ntier: free\n=======\ntier: starter\n>>>>>>> other\n',
      'acme.yaml:2: "<<<<<<< HEAD" is left of a merge; decide which side stays',
    ],
    [
      'a name given twice in one group of JSON',
      'acme.json',
      '{ "id": "acme", "tags": { "a": [{ "id": "x" }, "id"], "b": "1", "b" : "2", "b": "3", "c": "1", "\\u0063": "2" }, "id": "globex" }',
      'acme.json: tags.b: is there more than once; keep one of them; acme.json: tags.c: is there more than once; keep one of them; acme.json: id: is there more than once; keep one of them',
    ],
    [
      'a list for a name',
      'acme.yaml',
      '? [id]\n: acme\n',
      'acme.yaml:1:3: not valid YAML: a list or a group cannot be a name; expected a text',
    ],
    [
      'several documents',
      'acme.yaml',
      'id: acme\n---\nid: globex\n',
      'acme.yaml:2:1: not valid YAML: a second document begins here ("---"); expected one a file',
    ],
    [
      'a tag only a programming language knows',
      'acme.yaml',
      'id: !!js/function acme\n',
      'acme.yaml:1:5: not valid YAML: Unresolved tag: tag:yaml.org,2002:js/function',
    ],
    [
      'an alias of nothing',
      'acme.yaml',
      'id: *nothing\n',
      'acme.yaml: not valid YAML: Unresolved alias (the anchor must be set before the alias): nothing',
    ],
    [
      'aliases that would fill the memory',
      'acme.yaml',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${['ab', 'bc', 'cd', 'de', 'ef'].map(([from, to]) => `${to}: &${to} [${Array(9).fill(`*${from}`).join(',')}]\n`).join('')}`,
      'acme.yaml: not valid YAML: Excessive alias count indicates a resource exhaustion attack',
    ],
  ])('refuses %s', async (_, name, content, expected) => {
    const directory = aFolder(ORGANIZATION);
    writeFileSync(join(directory, name), content);

    expect((await report(directory)).errors.join('; ')).toBe(expected);
  });

  test('a byte order mark is no part of a file', async () => {
    const directory = aFolder({
      ...ORGANIZATION,
      'acme.json': `\uFEFF${JSON.stringify(aTenant())}`,
      'accounts.lock.json': '\uFEFF{ "acme": "111122223333" }',
    });

    const { tenants } = await loadRegistry({ directory });

    expect(tenants.map(({ accountId }) => accountId)).toEqual(['111122223333']);
  });
});

describe('TypeScript files', () => {
  test('are refused for a promise, which nobody waits for, and for null', async () => {
    const directory = aFolder({
      ...ORGANIZATION,
      'acme.ts': 'export default (async () => ({}))();',
      'globex.ts': 'export default null;',
    });

    expect((await report(directory)).errors).toEqual([
      'acme.ts: exports a promise; expected the tenant itself, which is read without waiting for anything',
      'globex.ts: exports no tenant; write "export default defineTenant({ … })"',
    ]);
  });

  test('print to stderr, because stdout is for results', async () => {
    const printed = { stdout: jest.spyOn(process.stdout, 'write'), stderr: jest.spyOn(process.stderr, 'write') };
    printed.stderr.mockReturnValue(true);
    const directory = aFolder({
      ...ORGANIZATION,
      'acme.ts': `console.log('from the file'); export default ${JSON.stringify(aTenant())};`,
    });

    await loadRegistry({ directory });

    expect(printed.stderr.mock.calls.map(([text]) => text)).toEqual(['from the file\n']);
    expect(printed.stdout).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });

  test('quote little of a long line', async () => {
    const directory = aFolder({ ...ORGANIZATION, 'acme.ts': `export default = '${'x'.repeat(10_000)}';` });

    expect((await report(directory)).errors).toEqual([
      `acme.ts:1:16: Unexpected "=" in: export default = '${'x'.repeat(102)}…`,
    ]);
  });
});

describe('accounts.lock.json', () => {
  test.each([
    ['a folder', (file: string) => mkdirSync(file), 'cannot be read: it is a folder; expected a file'],
    [
      'a link to nothing, which is no fleet without accounts',
      (file: string) => symlinkSync('nowhere', file),
      'cannot be read: it is not there, or a symbolic link to something that is not',
    ],
  ])('is refused if it is %s', async (_, make, reason) => {
    const directory = aFleet([aTenant()]);
    make(join(directory, 'accounts.lock.json'));

    expect((await report(directory)).errors).toEqual([
      `accounts.lock.json: ${reason}; run "tenantry sync" to rebuild the file`,
    ]);
  });
});

describe('the tenants folder', () => {
  test('warns of files that look like tenants and are passed over', async () => {
    const directory = aFolder({
      ...ORGANIZATION,
      'acme.json': aTenant(),
      // Compiled from a tenant's file, of another tool, of a helper, of no kind a tenant could have.
      'acme.js': '',
      'cdk.context.json': '{}',
      'package.json': '{}',
      'tsconfig.json': '{}',
      '_shared.js': '',
      'jest.config.js': '',
      'README.md': '',
      'globex.toml': '',
      'hooli.JSON': '',
    });

    expect(await report(directory)).toEqual({
      errors: [],
      warnings: [
        'globex.toml: passed over, because of its extension ".toml"; expected globex.ts, globex.json, globex.yaml or globex.yml, or a name that starts with "_" if it is no tenant',
        'hooli.JSON: passed over, because of its extension ".JSON"; expected hooli.ts, hooli.json, hooli.yaml or hooli.yml, or a name that starts with "_" if it is no tenant',
      ],
    });
  });

  test.each([
    ['there is none', 'nowhere'],
    ['it is no folder', 'organization.json'],
  ])('is refused with the reason: %s', async (reason, name) => {
    const directory = join(aFolder(ORGANIZATION), name);

    await expect(loadRegistry({ directory })).rejects.toThrow(
      `cannot read the tenants folder "${directory}": ${reason}; expected the folder with the organization file and the tenant files: create it, or name another one`,
    );
  });

  test('knows which tenant is meant by the name of its file', async () => {
    const directory = aFleet([aTenant()]);

    await expect(loadRegistry({ directory, only: ['tenants/acme.json'] })).rejects.toThrow(
      `unknown tenant "tenants/acme.json" in ${directory}; did you mean "acme"?`,
    );
  });
});
