import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, NestedStack, aws_ec2 as ec2, aws_iam as iam, aws_sqs as sqs } from 'aws-cdk-lib';
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
  const app = createApp({ failOnFindings: false, templateValidation: false });
  addTenants(app, REGISTRY, blueprint);
  addAudit(app, REGISTRY);
  return reported(app);
}

function reported(app: App): string[] {
  app.synth();
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as {
    pluginReports: {
      pluginName: string;
      violations: {
        ruleName: string;
        severity: string;
        description: string;
        violatingConstructs: { constructPath?: string }[];
      }[];
    }[];
  };
  return pluginReports
    .filter(({ pluginName }) => pluginName === 'Tenantry')
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
