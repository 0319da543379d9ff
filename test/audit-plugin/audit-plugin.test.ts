import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type App,
  NestedStack,
  Stack,
  Stage,
  aws_dynamodb as dynamodb,
  aws_ec2 as ec2,
  aws_iam as iam,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import { addTenants } from '../../lib/app';
import { createApp } from '../../lib/create-app';
import { addAudit } from '../../lib/audit-plugin/audit-plugin';
import type { Blueprint } from '../../lib/blueprint';
import { aRegistry, aTenant } from '../../lib/testing/config-builders';

const ACME = aTenant({ id: 'acme-corp' });
const GLOBEX = aTenant({
  id: 'globex',
  accountId: '222222222222',
  network: { ...aTenant().network, cidr: '10.2.0.0/22' },
});
const REGISTRY = aRegistry([ACME, GLOBEX]);

/** What the audit says at synthesis, as `error rule resource`. */
function violations(blueprint: Blueprint): string[] {
  return reported(audited(blueprint));
}

function audited(blueprint: Blueprint, registry = REGISTRY): App {
  const app = createApp({ failOnFindings: false, templateValidation: false });
  addTenants(app, registry, blueprint);
  addAudit(app, registry);
  return app;
}

/** What of the report is the audit's. */
function reportsOf(app: App) {
  app.synth();
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as {
    pluginReports: {
      pluginName: string;
      conclusion: string;
      violations: {
        ruleName: string;
        severity: string;
        description: string;
        violatingConstructs: { constructPath?: string }[];
      }[];
    }[];
  };
  return pluginReports.filter(({ pluginName }) => pluginName === 'Tenantry');
}

function reported(app: App): string[] {
  return reportsOf(app)
    .flatMap((report) => report.violations)
    .map(({ ruleName, severity, description }) => `${severity} ${ruleName}: ${description.split('. ')[0]}`);
}

describe('audit at synthesis', () => {
  test('says nothing of the tenants as they are', () => {
    expect(violations(() => undefined)).toEqual([]);
  });

  test('finds what a blueprint opens', () => {
    const blueprint: Blueprint = (scope, { id }) => {
      if (id !== 'acme-corp') return;
      new iam.Role(scope, 'Peer', { assumedBy: new iam.AccountPrincipal('222222222222') });
    };

    expect(violations(blueprint)).toContain(
      'error reach-in/role-trust: arn:aws:iam::222222222222:root may assume the role: tenant globex (222222222222)',
    );
  });

  test('fails for what is critical or high alone', () => {
    const warned = reportsOf(audited((scope) => void new sqs.CfnQueue(scope, 'Queue')));
    const failed = reportsOf(
      audited((scope) => void new iam.Role(scope, 'Peer', { assumedBy: new iam.AccountPrincipal('333333333333') })),
    );

    expect(warned).toEqual([expect.objectContaining({ conclusion: 'success' })]);
    expect(failed).toEqual([expect.objectContaining({ conclusion: 'failure' })]);
  });

  test('knows no day: an exception that has expired is one for "tenantry audit" to tell', () => {
    const exception = {
      rule: 'encryption/own-key',
      tenant: undefined,
      stack: undefined,
      resource: undefined,
      reason: 'expired long ago',
      expires: '2020-01-01',
    };
    const organization = {
      ...REGISTRY.organization,
      audit: { ...REGISTRY.organization.audit, exceptions: [exception] },
    };
    const app = audited((scope) => void new sqs.CfnQueue(scope, 'Queue'), { ...REGISTRY, organization } as never);

    expect(reported(app)).toEqual([]);
  });

  test('reads nested stacks', () => {
    const blueprint: Blueprint = (scope, { id }) => {
      if (id !== 'acme-corp') return;
      const nested = new NestedStack(new NestedStack(scope, 'Outer'), 'Inner');
      new sqs.CfnQueue(nested, 'Queue');
    };

    expect(violations(blueprint)).toEqual([
      "warning encryption/own-key: it is not encrypted with the tenant's own key: KmsMasterKeyId is not set",
    ]);
  });

  test('finds a stack with data that one call deletes, and one that goes anywhere', () => {
    const app = createApp({ failOnFindings: false, templateValidation: false });
    addTenants(app, REGISTRY, (scope, { id }) => {
      if (id !== 'acme-corp') return;
      new dynamodb.CfnTable(new Stack(Stage.of(scope), 'Loose'), 'Table', { keySchema: [] });
    });
    new Stack(app, 'Anywhere');
    addAudit(app, REGISTRY);

    expect(reported(app)).toEqual(
      expect.arrayContaining([
        'warning deletion/stack-protection: the stack holds AWS::DynamoDB::Table Table and can be deleted by one call',
        'warning assembly/unknown-environment: the manifest names no account for stack Anywhere',
      ]),
    );
  });

  test('a reference of one tenant to what is of another does not pass', () => {
    let network: ec2.IVpc | undefined;
    const blueprint: Blueprint = (scope, _, { network: own }) => {
      network ??= own.vpc;
      new ec2.CfnSecurityGroup(scope, 'Group', { groupDescription: 'of the first tenant', vpcId: network.vpcId });
    };

    expect(violations(blueprint)).toEqual([
      expect.stringMatching(
        /^error reach-out\/unknown-target: it takes in what another stack gives: no stack of the tenant is acme-corp-Network: it is of acme-corp, and gives PublishOutputRef/,
      ),
    ]);
  });
});
