import { bundleModules } from '../../lib/config/files/bundle-modules';
import { loadRegistry } from '../../lib/config/load-registry';
import { aFolder, aTenant, anOrganization, report } from '../support/tenants-folder';

const organizationTs = (fields: Record<string, unknown> = anOrganization()): string =>
  `import { defineOrganization } from 'tenantry';\nexport const organization = defineOrganization(${JSON.stringify(fields)});\n`;
const tenantTs = (fields: Record<string, unknown>): string =>
  `import { defineTenant } from 'tenantry';\nimport type { Region } from 'tenantry';\nexport default defineTenant(${JSON.stringify(fields)} as { region: Region });\n`;

describe('tenant files', () => {
  test('may be TypeScript, JSON and YAML, side by side, in a folder without node_modules', async () => {
    const directory = aFolder({
      'organization.ts': organizationTs(),
      'acme.ts': tenantTs(aTenant()),
      'globex.json': aTenant({ id: 'globex' }),
      'hooli.yaml':
        'id: hooli\ndisplayName: Hooli\nregion: eu-west-1\njurisdiction: eu\ntier: free\ncontacts:\n  billing: &ada { name: Ada, email: ada@hooli.example }\n  operations: *ada\n  security: *ada\n',
      'initech.yml': JSON.stringify(aTenant({ id: 'initech' })),
    });

    const { tenants } = await loadRegistry({ directory });

    expect(tenants.map(({ id, region }) => [id, region])).toEqual([
      ['acme', 'eu-central-1'],
      ['globex', 'eu-central-1'],
      ['hooli', 'eu-west-1'],
      ['initech', 'eu-central-1'],
    ]);
  });

  test('may export the tenant by name, share helpers, and use what the organization defines', async () => {
    const directory = aFolder({
      'organization.ts': organizationTs(),
      '_contacts.ts':
        'export const contacts = (mail: string) => { const it = { name: "Ada", email: mail }; return { billing: it, operations: it, security: it }; };',
      'acme.ts': `import { organization } from './organization';\nimport { contacts } from './_contacts';\nexport const tenant = organization.defineTenant({ ...${JSON.stringify(aTenant())}, contacts: contacts('a@b.example') });`,
    });

    const { tenants } = await loadRegistry({ directory });

    expect(tenants[0]?.contacts.security).toEqual({ name: 'Ada', email: 'a@b.example' });
  });

  test('load nothing of the package but the typing helpers', async () => {
    const directory = aFolder({ 'acme.ts': tenantTs(aTenant()) });

    const { code, issues } = await bundleModules(directory, ['acme.ts']);

    expect(issues).toEqual([]);
    expect([...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual([]);
  });

  test('are refused with file and line, each for its own reason, the sound ones checked all the same', async () => {
    const directory = aFolder({
      'organization.ts': organizationTs(),
      'acme.ts': tenantTs(aTenant({ id: 'acme', tier: 3 })),
      'boom.ts': "throw new Error('no such contact');",
      'empty.ts': 'export const nothing = 1;',
      'late.ts': 'export default await Promise.resolve({});',
      'open.ts': 'export const tenant = {\n  id: \n};',
      'lost.ts': "import { contacts } from './nowhere';\nexport default contacts;",
      'twice.yaml': 'id: one\nid: two\n',
    });

    expect((await report(directory)).errors).toEqual([
      'acme.ts: tier: received the number 3; put it in quotes, or leading and trailing zeros are lost',
      'boom.ts: threw while it was loaded: no such contact',
      'empty.ts: exports no tenant; write "export default defineTenant({ … })"',
      'late.ts:1:16: Top-level await is currently not supported with the "cjs" output format in: export default await Promise.resolve({});',
      `lost.ts:1:26: Could not resolve "./nowhere" in: import { contacts } from './nowhere';`,
      'open.ts:3:1: Unexpected "}" in: };',
      'twice.yaml:2:1: not valid YAML: Map keys must be unique',
    ]);
  });

  test('are refused once for an error in a module they share', async () => {
    const directory = aFolder({
      'organization.json': anOrganization(),
      '_shared.ts': 'export const x = ;',
      'acme.ts': "import { x } from './_shared';\nexport default x;",
      'globex.ts': "import { x } from './_shared';\nexport default x;",
    });

    expect((await report(directory)).errors).toEqual(['_shared.ts:1:18: Unexpected ";" in: export const x = ;']);
  });

  test('are refused for a name the package does not offer them', async () => {
    const directory = aFolder({
      'organization.json': anOrganization(),
      'acme.ts': "import { TenantStage } from 'tenantry';\nexport default TenantStage;",
    });

    expect((await report(directory)).errors).toEqual([
      'acme.ts:1:10: No matching export in "tenantry:tenantry" for import "TenantStage" in: import { TenantStage } from \'tenantry\';',
    ]);
  });

  test('are told of a number that JSON cannot hold', async () => {
    const directory = aFolder({ 'organization.json': '{ "managementAccountId": 012345678901 }' });

    const { errors } = await report(directory);

    expect(errors).toEqual([
      'organization.json:1:27: not valid JSON: Unexpected number; write 012345678901 in quotes: "012345678901"',
    ]);
  });
});
