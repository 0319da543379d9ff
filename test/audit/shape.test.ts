import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AssembledStack } from '../../lib/audit/assembly/audited-stack';
import { TemplateFile } from '../../lib/audit/assembly/template-file';
import { auditStacks } from '../../lib/audit/audit-assembly';
import type { Rule } from '../../lib/audit/rule';
import { shapeOf } from '../../lib/audit/shape';
import type { Tenant } from '../../lib/config/tenant';
import { aTenant, anOrganization } from '../../lib/testing/config-builders';

const ACME = aTenant({
  id: 'acme-corp',
  externalId: 'external-of-acme',
  network: { ...aTenant().network, cidr: '10.1.0.0/22' },
});
const GLOBEX = aTenant({
  id: 'globex',
  accountId: '222222222222',
  externalId: 'external-of-globex',
  network: { ...aTenant().network, cidr: '10.2.0.0/22' },
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-shape-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A stack of a tenant, with what is the tenant's own in it, and something else. */
function aStack(
  { id, accountId, externalId, network, region }: Tenant,
  environment: Record<string, unknown> = {},
): AssembledStack {
  const [, second] = network.cidr.split('.');
  const template = {
    Resources: {
      Vpc0A1B2C3D: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: network.cidr } },
      Subnet: {
        Type: 'AWS::EC2::Subnet',
        Properties: { CidrBlock: `10.${second}.1.0/24`, VpcId: { Ref: 'Vpc0A1B2C3D' } },
      },
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Environment: { Variables: { ID: id, ACCOUNT: accountId, EXTERNAL: externalId, ...environment } },
        },
      },
    },
  };
  const path = join(folder, `${id}.json`);
  writeFileSync(path, JSON.stringify(template));
  const file = new TemplateFile(path);
  return {
    name: `${id}/Web`,
    stackName: `${id}-Web`,
    account: accountId,
    region,
    templateFile: `${id}.json`,
    terminationProtection: true,
    file,
    get template() {
      return file.template;
    },
  };
}

const shape = (tenant: Tenant, environment = {}) =>
  shapeOf(tenant, [{ ...aStack(tenant, environment), tenant: tenant.id }]);

describe('shape of a tenant', () => {
  test('is that of another tenant who differs in nothing but what is its own', () => {
    expect(shape(ACME)).toBe(shape(GLOBEX));
  });

  test.each([
    ["names the other's account", { PEER: ACME.accountId }],
    ["names the other's external id", { PEER: ACME.externalId }],
    ["names the other's addresses", { PEER: '10.1.0.1' }],
    ['names an account of no one', { PEER: '999999999999' }],
    ['has a setting more', { DEBUG: 'true' }],
  ])('is another one where the tenant %s', (_, environment) => {
    expect(shape(GLOBEX, environment)).not.toBe(shape(ACME));
  });

  test('is another one where what differs is a word of templates, even if it is the value of a tag too', () => {
    const tagged = (tenant: Tenant, value: string) => shape({ ...tenant, tags: { visible: value } }, { PUBLIC: value });

    expect(tagged(GLOBEX, 'true')).not.toBe(tagged(ACME, 'false'));
    expect(tagged(GLOBEX, 'visible-to-all')).not.toBe(tagged(ACME, 'visible-to-few'));
  });

  test.each([
    ['region', { region: 'eu-west-1' }],
    ['jurisdiction', { jurisdictionRegions: ['eu-central-1'] }],
  ])('is another one in another %s', (_, changes) => {
    expect(shape({ ...GLOBEX, ...changes })).not.toBe(shape(ACME));
  });

  test('is not told where the id is a word of templates', () => {
    expect(shape({ ...ACME, id: 'root' })).toBeUndefined();
    expect(shape({ ...ACME, id: 'aws' })).toBeUndefined();
  });
});

describe('audit of tenants of one shape', () => {
  const registry = { organization: anOrganization({ trail: 'organization' }), tenants: [ACME, GLOBEX] };
  const audit = (stacks: readonly AssembledStack[], rule: Rule) =>
    auditStacks({ stacks, registry, today: '2026-01-01', rules: [rule] });
  const counting = (judged: string[], isWrong: boolean): Rule => ({
    id: 'test/counting',
    severity: 'low',
    claim: '',
    explanation: '',
    fix: '',
    *checkStack({ stack }) {
      judged.push(stack.name);
      if (isWrong) yield { logicalId: 'Function', path: 'Properties', message: 'wrong' };
    },
  });

  test('judges one of them where nothing is found, and counts all', () => {
    const judged: string[] = [];
    const { summary } = audit([aStack(ACME), aStack(GLOBEX)], counting(judged, false));

    expect(judged).toEqual(['acme-corp/Web']);
    expect(summary).toMatchObject({ tenants: 2, stacks: 2, resources: 6 });
  });

  test('judges each where something is found', () => {
    const judged: string[] = [];
    const { findings } = audit([aStack(ACME), aStack(GLOBEX)], counting(judged, true));

    expect(judged).toEqual(['acme-corp/Web', 'globex/Web']);
    expect(findings.map(({ tenant }) => tenant)).toEqual(['acme-corp', 'globex']);
  });
});
