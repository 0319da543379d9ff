import { Stack, aws_sqs as sqs } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { createApp } from '../../lib/create-app';
import type { Blueprint } from '../../lib/blueprint';
import type { DeployableTenant } from '../../lib/config/is-deployable';
import type { Organization } from '../../lib/config/organization';
import type { Tenant } from '../../lib/config/tenant';
import { TIER_PRESETS } from '../../lib/config/tiers';
import { TenantStage } from '../../lib/stages/tenant-stage';
import { assetHashSerializer } from '../../lib/testing/asset-hashes';
import { aRegistry, aTenant, anOrganization } from '../../lib/testing/config-builders';
import { tenantMatchers } from '../../lib/testing/tenant-matchers';
import { rulePackFindings } from '../support/rule-pack-findings';
import { statefulIds, templatesOf } from '../support/templates';

expect.addSnapshotSerializer(assetHashSerializer);
expect.extend(tenantMatchers(aRegistry()));

function aStage(
  changes: Partial<Tenant> = {},
  organization: Partial<Organization> = {},
  blueprint?: Blueprint,
): TenantStage {
  const tenant = aTenant(changes) as DeployableTenant;
  return new TenantStage(createApp(), tenant.id, {
    tenant,
    organization: anOrganization(organization),
    ...(blueprint && { blueprint }),
  });
}

function aTierStage(tier: keyof typeof TIER_PRESETS, changes: Partial<Tenant> = {}): TenantStage {
  const { network, database, api, backup, features, compliancePacks, ring } = TIER_PRESETS[tier];
  const base = aTenant();
  return aStage({
    tier,
    ring,
    network: { ...base.network, ...network },
    database,
    api: { ...base.api, ...api },
    backup: { ...backup, copyRegion: undefined },
    features,
    compliancePacks,
    ...changes,
  });
}

const TIERS = Object.keys(TIER_PRESETS) as (keyof typeof TIER_PRESETS)[];

describe('the stacks of a tenant', () => {
  test('are in its account and home region, under names that begin with its id', () => {
    const stacks = aStage().node.children.filter(Stack.isStack);

    expect(stacks.map(({ stackName, account, region }) => ({ stackName, account, region }))).toEqual(
      ['acme-Access', 'acme-Network', 'acme-Data', 'acme-Service'].map((stackName) => ({
        stackName,
        account: '111111111111',
        region: 'eu-central-1',
      })),
    );
  });

  test('keep copies of backups in another region of the jurisdiction, where the tenant asks for it', () => {
    const stage = aTierStage('enterprise', { backup: { enabled: true, retentionDays: 35, copyRegion: 'eu-west-1' } });
    const copies = stage.node.findChild('BackupCopy') as Stack;

    expect(copies.region).toBe('eu-west-1');
    expect(stage.services.data.dependencies).toContain(copies);
  });

  test('refuse copies of backups outside the jurisdiction', () => {
    const create = () =>
      aTierStage('enterprise', { backup: { enabled: true, retentionDays: 35, copyRegion: 'us-east-1' } });

    expect(create).toThrow(
      'copyToRegion must be one of allowedRegions, which are "eu-central-1", "eu-west-1", got "us-east-1"',
    );
  });

  test('with data in them are protected from deletion', () => {
    const { access, data, network, service } = aStage().services;

    expect([access, data].map(({ terminationProtection }) => terminationProtection)).toEqual([true, true]);
    expect([network, service].map(({ terminationProtection }) => terminationProtection)).toEqual([true, false]);
  });

  test('carry the tags of the tenant, which its own tags cannot overwrite', () => {
    const { Data: data } = templatesOf(
      aStage({ costCenter: 'cc-1', tags: { team: 'sales', 'tenantry:tenant-id': 'globex' } }),
    );

    data!.hasResourceProperties('AWS::RDS::DBInstance', {
      Tags: Match.arrayWith([
        { Key: 'team', Value: 'sales' },
        { Key: 'tenantry:cost-center', Value: 'cc-1' },
        { Key: 'tenantry:jurisdiction', Value: 'eu' },
        { Key: 'tenantry:tenant-id', Value: 'acme' },
        { Key: 'tenantry:tier', Value: 'starter' },
      ]),
    });
  });

  test('ask nothing of AWS at synthesis', () => {
    const stage = aStage();

    expect(stage.synth().manifest.missing).toBeUndefined();
  });
});

describe.each(TIERS)('tier %s', (tier) => {
  test('breaks no rule of any pack that is not acknowledged', () => {
    const stage = aTierStage(tier);

    expect(rulePackFindings(stage.node.root as ReturnType<typeof createApp>)).toEqual([]);
  });

  test('is isolated, stays in its jurisdiction and has nothing public', () => {
    const stage = aTierStage(tier);

    expect(stage).toBeIsolated();
    expect(stage).toStayIn('eu');
    expect(stage).toHaveNoPublicResources();
  });

  test('keeps the logical ids of what holds data', () => {
    const ids = Object.fromEntries(
      Object.entries(templatesOf(aTierStage(tier))).map(([stack, template]) => [stack, statefulIds(template)]),
    );

    expect(ids).toMatchSnapshot();
  });

  test('keeps its templates', () => {
    const templates = Object.entries(templatesOf(aTierStage(tier)));

    expect(Object.fromEntries(templates.map(([stack, template]) => [stack, template.toJSON()]))).toMatchSnapshot();
  });

  test('retains or snapshots everything that holds data', () => {
    const unprotected = Object.values(templatesOf(aTierStage(tier))).flatMap(unprotectedResources);

    expect(unprotected).toEqual([]);
  });
});

describe('the service', () => {
  test('knows its database and its tenant, and no secret', () => {
    const { Service: service } = templatesOf(aStage({ environment: { FEATURE_SET: 'standard' } }));

    service!.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          DATABASE_USER: 'service',
          DATABASE_NAME: 'app',
          FEATURE_SET: 'standard',
          TENANT_ID: 'acme',
          TENANT_REGION: 'eu-central-1',
          TENANT_TIER: 'starter',
        }),
      },
    });
    expect(JSON.stringify(service!.toJSON())).not.toMatch(/resolve:secretsmanager|MasterUserSecret/);
  });

  test('can be asked for its health by the operator on call, and for nothing else', () => {
    const { Service: service } = templatesOf(aStage());

    service!.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      Roles: [Match.anyValue()],
      PolicyDocument: {
        Statement: [
          {
            Action: 'execute-api:Invoke',
            Effect: 'Allow',
            Resource: {
              'Fn::Join': [
                '',
                [
                  'arn:aws:execute-api:eu-central-1:111111111111:',
                  { Ref: Match.stringLikeRegexp('^Api') },
                  '/',
                  { Ref: Match.stringLikeRegexp('^ApiDeploymentStagelive') },
                  '/GET/health',
                ],
              ],
            },
          },
        ],
      },
    });
  });
});

describe('a blueprint', () => {
  test('adds resources in the account of the tenant, knowing its tier and its stacks', () => {
    const seen: unknown[] = [];
    const { Blueprint: added } = templatesOf(
      aStage({}, {}, (scope, tenant, services) => {
        seen.push(tenant.tier, services.data.region);
        new sqs.Queue(scope, 'Queue', { encryptionMasterKey: services.data.key });
      }),
    );

    expect(seen).toEqual(['starter', 'eu-central-1']);
    added!.resourceCountIs('AWS::SQS::Queue', 1);
  });

  test('that adds nothing to a tenant leaves no stack behind', () => {
    expect(Object.keys(templatesOf(aStage({}, {}, () => undefined)))).toEqual(['Access', 'Network', 'Data', 'Service']);
  });
});

describe('the organization', () => {
  test('that has a trail of its own spares each account another', () => {
    const { Access: access } = templatesOf(aStage({}, { trail: 'organization' }));

    access!.resourceCountIs('AWS::CloudTrail::Trail', 0);
  });

  test('that has an observability sink in the region is sent metrics', () => {
    const sinkArn = 'arn:aws:oam:eu-central-1:100000000002:sink/1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d';
    const { Access: access } = templatesOf(aStage({}, { observability: { sinks: { 'eu-central-1': sinkArn } } }));

    access!.hasResourceProperties('AWS::Oam::Link', { SinkIdentifier: sinkArn });
  });
});

/** Logical ids of resources with data that a deletion or replacement would take with it. */
function unprotectedResources(template: Template): string[] {
  const stateful = new Set(Object.values(statefulIds(template)).flat());
  const resources = (template.toJSON() as { Resources: Record<string, Resource> }).Resources;
  return (
    Object.entries(resources)
      .filter(([id, { Type }]) => stateful.has(id) && !REPLACED_WITH_THE_NETWORK.has(Type))
      // An instance of an Aurora cluster holds no data: the cluster does.
      .filter(([, { Properties }]) => Properties?.DBClusterIdentifier === undefined)
      .filter(([, { DeletionPolicy = 'Delete', UpdateReplacePolicy = 'Delete' }]) =>
        [DeletionPolicy, UpdateReplacePolicy].includes('Delete'),
      )
      .map(([id]) => id)
  );
}

/** They hold no data themselves, and cannot be deleted while what holds data is in them. */
const REPLACED_WITH_THE_NETWORK: ReadonlySet<string> = new Set(['AWS::EC2::VPC', 'AWS::EC2::Subnet']);

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly DBClusterIdentifier?: unknown };
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}
