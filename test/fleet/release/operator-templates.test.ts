import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operatorTemplates } from '../../../lib/fleet/release/operator-templates';
import { templateKey } from '../../../lib/fleet/release/template-key';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-templates-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('names a nested template by its new name wherever the stack names it', () => {
  const path = join(folder, 'Inner.nested.template.json');
  writeFileSync(path, '{}');
  const named = (bucket: string, key: string): string =>
    JSON.stringify([`${bucket}/${key}`, `https://${bucket}/${key}`]);
  const file = { key: 'abc.json', path, packaging: 'file', bucket: 'of-tenant' } as const;

  expect(operatorTemplates(named('of-tenant', 'abc.json'), [file], 'of-operator')).toEqual({
    template: named('of-operator', templateKey('{}')),
    nested: ['{}'],
  });
});
