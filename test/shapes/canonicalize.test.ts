import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { buildApp } from '../../lib/app';
import { readAssembly } from '../../lib/audit/assembly/read-assembly';
import { tenantsOfStacks } from '../../lib/audit/assembly/tenants-of-stacks';
import { textOf } from '../../lib/audit/assembly/template-file';
import { loadRegistry } from '../../lib/config/load-registry';
import { canonicalize, canonicalizer } from '../../lib/shapes/canonicalize';
import { restore } from '../../lib/shapes/placeholder';
import { aTenant } from '../../lib/testing/config-builders';

const ACME = aTenant({
  id: 'acme-corp',
  displayName: 'Acme "Rocket" Ltd',
  externalId: 'tenantry-acme-corp-0123456789abcdef',
  tags: { crm: 'C-4711', stage: 'true' },
  network: { ...aTenant().network, cidr: '10.1.4.0/22' },
});

describe('canonical form of a text', () => {
  test.each([
    ['account', 'arn:aws:iam::111111111111:root', 'arn:aws:iam::«account»:root'],
    ['external id', 'tenantry-acme-corp-0123456789abcdef', '«external id»'],
    ['id', 'acme-corp-Data', '«id»-Data'],
    ['id in a logical id', 'KeyacmecorpapiSlow0A1B2C3D', 'Key«bare id»apiSlow«digest 0»'],
    ['e-mail addresses', 'aws+acme-corp@example.com, ada@acme.example', '«email», «billing email»'],
    ['displayed name as JSON writes it', String.raw`"Acme \"Rocket\" Ltd"`, '"«display name»"'],
    ['block and addresses in it', '10.1.4.0/22 10.1.5.128', '«address+0»/22 «address+384»'],
    ['value of a tag, in its place', '"Key": "crm", "Value": "C-4711"', '"Key": "crm", "Value": "«tag crm»"'],
    ['hours', 'sun:03:00-sun:04:00 cron(5 3 * * ? *)', '«time 0» «time 1»'],
    ['digits that make a name unique', 'Vpc0A1B2C3D Api12345678', 'Vpc«digest 0» Api«digest 1»'],
    ['same value twice', 'Vpc0A1B2C3D.Arn Vpc0A1B2C3D', 'Vpc«digest 0».Arn Vpc«digest 0»'],
    ['digits of a name', 'monthly-0721ad76d0e3', 'monthly-«digest 0»'],
  ])('has a placeholder for the %s', (_, text, shape) => {
    expect(canonicalize(ACME, text).shape).toBe(shape);
  });

  test.each([
    ["another's account", 'arn:aws:iam::222222222222:root'],
    ['the account within a longer number', '1111111111112'],
    ["another's id", 'acme-corporation acme-corp2'],
    ['the region', 'eu-central-1'],
    ['addresses outside of the block', '10.1.3.255 10.1.8.0/24 10.1.4.0.1'],
    ['an address that is written in another way', '10.01.4.0'],
    ['the value of a tag elsewhere', '"Name": "C-4711"'],
    ['the value of a tag that is a word of templates', '"Key": "stage", "Value": "true"'],
    ['a hash of code', 'ffe992fa04fc3af87f43585f9ece43a8ffe992fa04fc3af87f43585f9ece43a8.zip'],
    ['ids that AWS gives', 'vpc-0a1b2c3d4e5f60718 key/1234abcd-12ab-34cd-56ef-1234567890ab'],
    ['digits and capitals that are no end of a name', '12345678 ABCDEFGH'],
  ])('keeps %s', (_, text) => {
    expect(canonicalize(ACME, text)).toEqual({ shape: text, values: {} });
  });

  test.each(['aws', 'root', 'Lambda', 'db'])('keeps an id that could be a word of a template: %s', (id) => {
    const tenant = aTenant({ id, displayName: id, externalId: 'x-1', email: 'a@b.c' });

    expect(canonicalize(tenant, `AWS::Lambda::Function ${id}`).values).toEqual({});
  });

  test('gives the values back with which a text is restored', () => {
    const { shape, values } = canonicalize(ACME, 'acme-corp «id» in 10.1.5.0/24');

    expect({ shape, values }).toEqual({
      shape: '«id» ««»id» in «address+256»/24',
      values: { id: 'acme-corp', address: '10.1.4.0' },
    });
    expect(restore(shape, values)).toBe('acme-corp «id» in 10.1.5.0/24');
  });

  test('restores whatever was put in', () => {
    const own = [ACME.id, 'acmecorp', ACME.accountId ?? '', ACME.externalId, ACME.email, '10.1.4.0', '10.1.7.255'];
    const pieces = fc.oneof(
      fc.constantFrom(
        ...own,
        '«',
        '»',
        '«id»',
        '0A1B2C3D',
        '0721ad76d0e3',
        '03:00-04:00',
        '10.1.8.0',
        'cron(1 2 * * ? *)',
      ),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(pieces), fc.array(pieces), (one, other) => {
        const { shapeOf, values } = canonicalizer(ACME);
        const texts = [one.join(''), other.join('')];
        const shapes = texts.map(shapeOf);
        expect(shapes.map((shape) => restore(shape, values()))).toEqual(texts);
      }),
    );
  });
});

describe('canonical form of the sample fleet', () => {
  let directory: string;
  beforeAll(() => (directory = mkdtempSync(join(tmpdir(), 'tenantry-shapes-'))));
  afterAll(() => rmSync(directory, { recursive: true }));

  test('is restored byte for byte, and holds nothing of the tenant', async () => {
    const registry = await loadRegistry({ directory: 'tenants' });
    buildApp(registry, { outdir: directory }).synth();
    const byId = new Map(registry.tenants.map((tenant) => [tenant.id, tenant]));

    const checked = tenantsOfStacks(readAssembly(directory), registry.tenants).flatMap((stack) => {
      const tenant = byId.get(stack.tenant ?? '');
      if (tenant === undefined) return [];
      const text = textOf(stack);
      const { shape, values } = canonicalize(tenant, text);
      expect(restore(shape, values) === text).toBe(true);
      expect(shape).not.toContain(tenant.accountId);
      expect(shape).not.toContain(tenant.externalId);
      return [stack.name];
    });

    expect(checked.length).toBeGreaterThan(20);
  });
});
