import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AssembledStack } from '../../lib/audit/assembly/audited-stack';
import { TemplateFile } from '../../lib/audit/assembly/template-file';
import { auditStacks } from '../../lib/audit/audit-assembly';
import type { Rule } from '../../lib/audit/rule';
import { reachInRules } from '../../lib/audit/rules/reach-in/rules';
import { reachOutRules } from '../../lib/audit/rules/reach-out/rules';
import { residencyRules } from '../../lib/audit/rules/residency/rules';
import { encryptionRules } from '../../lib/audit/rules/encryption/rules';
import { shapeTeller } from '../../lib/audit/shape';
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

const shape = (tenant: Tenant, environment = {}, others: readonly Tenant[] = []) =>
  shapeTeller({ organization: anOrganization(), tenants: [tenant, ...others] })(tenant, [
    { ...aStack(tenant, environment), tenant: tenant.id },
  ]);

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

  test('is not told where the id is a word of templates, of the organization or of another tenant', () => {
    expect(shape({ ...ACME, id: 'root' })).toBeUndefined();
    expect(shape({ ...ACME, id: 'aws' })).toBeUndefined();
    expect(shape({ ...ACME, id: 'auditor' })).toBeUndefined();
    expect(shape(ACME, {}, [{ ...GLOBEX, id: 'acme-corp-west' }])).toBeUndefined();
  });
});

describe('a finding in one tenant is not lost because another one is like it', () => {
  const OPERATOR = 'arn:aws:iam::100000000002:role';
  const DECLARED = 'arn:aws:s3:::logs-a1b2c3d4e5f6';
  const organization = anOrganization({
    trail: 'organization',
    audit: {
      ...anOrganization().audit,
      operatorPrincipals: ['auditor-a1b2c3d4e5f6', 'AuditorRole1A2B3C4D', 'auditor', 'Ada Lovelace'].map((name) => ({
        arn: `${OPERATOR}/${name}`,
        conditions: [],
      })),
      operatorResources: [DECLARED, 'arn:aws:s3:::acme-corp-west-data'],
    },
  });
  const trusting = (principal: string) => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: principal } }],
      },
    },
  });
  const naming = (value: string) => ({
    Type: 'AWS::Lambda::Function',
    Properties: { Environment: { Variables: { VALUE: value } } },
  });
  const served = (policy: string) => ({ Type: 'AWS::ApiGateway::DomainName', Properties: { SecurityPolicy: policy } });

  test.each<[string, Partial<Tenant>, object, Partial<Tenant>, object]>([
    [
      'cost centers that are regions',
      { costCenter: 'eu-west-1' },
      naming('eu-west-1'),
      { costCenter: 'us-east-1' },
      naming('us-east-1'),
    ],
    [
      'cost centers that are accounts',
      { costCenter: '111111111111' },
      trusting('111111111111'),
      { costCenter: '999999999999' },
      trusting('999999999999'),
    ],
    [
      'roles that end in digits',
      {},
      trusting(`${OPERATOR}/auditor-a1b2c3d4e5f6`),
      {},
      trusting(`${OPERATOR}/auditor-b9b9b9b9b9b9`),
    ],
    [
      'roles as CloudFormation names them',
      {},
      trusting(`${OPERATOR}/AuditorRole1A2B3C4D`),
      {},
      trusting(`${OPERATOR}/AuditorRole9A9B9C9D`),
    ],
    ['buckets that end in digits', {}, naming(DECLARED), {}, naming('arn:aws:s3:::logs-bbbbbbbbbbb1')],
    [
      'buckets that begin with the id',
      {},
      naming('arn:aws:s3:::acme-corp-west-data'),
      {},
      naming('arn:aws:s3:::globex-west-data'),
    ],
    [
      'ids that are roles',
      { id: 'auditor' },
      trusting(`${OPERATOR}/auditor`),
      { id: 'developer' },
      trusting(`${OPERATOR}/developer`),
    ],
    [
      'names that are settings',
      { displayName: 'TLS_1_2' },
      served('TLS_1_2'),
      { displayName: 'TLS_1_0' },
      served('TLS_1_0'),
    ],
  ])('%s', (_, one, itsResource, other, theOthersResource) => {
    const [clean, broken] = [
      { ...ACME, ...one },
      { ...GLOBEX, ...other },
    ];
    const stack = (tenant: Tenant, resource: object): AssembledStack => ({
      name: `${tenant.id}/Web`,
      stackName: `${tenant.id}-Web`,
      account: tenant.accountId,
      region: tenant.region,
      templateFile: `${tenant.id}.json`,
      terminationProtection: true,
      template: { Resources: { Thing: resource as never } },
    });
    const rules = [...reachInRules, ...reachOutRules, ...residencyRules, ...encryptionRules];
    const audit = (...stacks: AssembledStack[]) =>
      auditStacks({ stacks, registry: { organization, tenants: [clean, broken] }, today: '2026-01-01', rules })
        .findings.filter(({ logicalId }) => logicalId !== '')
        .map(({ tenant, rule }) => `${tenant} ${rule}`);
    const [first, second] = [stack(clean, itsResource), stack(broken, theOthersResource)];

    expect(audit(first)).toEqual([]);
    expect(audit(second)).not.toEqual([]);
    expect(audit(first, second)).toEqual(audit(second));
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
