import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addOrganization } from '../../lib/add-stages';
import { createApp } from '../../lib/create-app';
import type { Organization } from '../../lib/config/organization';
import { aRegistry, aTenant, anOrganization } from '../../lib/testing/config-builders';
import { rulePackFindings } from '../support/rule-pack-findings';

const TENANTS = [
  aTenant({ id: 'acme' }),
  aTenant({ id: 'closed', state: 'closed', region: 'us-east-1' }),
  aTenant({ id: 'far', state: 'suspended', region: 'eu-south-1' }),
  aTenant({ id: 'near' }),
  aTenant({ id: 'planned', state: 'planned', accountId: undefined, region: 'us-west-2' }),
];

function anApp(changes: Partial<Organization>, tenants = TENANTS) {
  const app = createApp();
  addOrganization(app, aRegistry(tenants, anOrganization(changes)));
  return app;
}

function stackOf(app: ReturnType<typeof anApp>, id: string): Stack {
  return app.node.findChild('operator').node.findChild(id) as Stack;
}

test('has the principals, the audit bucket, releases, and in each region that tenants are in a sink and what deploys to them', () => {
  const stacks = anApp({ operator: 'stacks' }).node.findChild('operator').node.children as Stack[];

  expect(stacks.map(({ node, account, region }) => [node.id, account, region])).toEqual([
    ['Principals', '100000000002', 'eu-central-1'],
    ['Audit', '100000000002', 'eu-central-1'],
    ['Observability-eu-central-1', '100000000002', 'eu-central-1'],
    ['Observability-eu-south-1', '100000000002', 'eu-south-1'],
    ['Fleet', '100000000002', 'eu-central-1'],
    ['Fleet-eu-central-1', '100000000002', 'eu-central-1'],
    ['Fleet-eu-south-1', '100000000002', 'eu-south-1'],
  ]);
  const isProtected = stacks.filter(({ terminationProtection }) => terminationProtection).map(({ node }) => node.id);
  expect(isProtected).toEqual(['Principals', 'Audit', 'Fleet-eu-central-1', 'Fleet-eu-south-1']);
});

test('says the ARN of a sink, for the organization file', () => {
  Template.fromStack(stackOf(anApp({ operator: 'stacks' }), 'Observability-eu-south-1')).hasOutput('SinkArn', {
    Description: 'For observability.sinks in the organization file',
  });
});

test('a release reaches the regions that tenants are in, and those their backups are copied to', () => {
  const copied = aTenant({ backup: { ...aTenant().backup, enabled: true, copyRegion: 'eu-west-1' } });
  const app = anApp({ operator: 'stacks' }, [...TENANTS.slice(1), copied]);

  const policies = JSON.stringify(Template.fromStack(stackOf(app, 'Fleet')).findResources('AWS::IAM::Policy'));
  const regions = ['eu-central-1', 'eu-south-1', 'eu-west-1'];
  expect([...new Set(policies.match(/arn:aws:states:[a-z0-9-]+:/g))]).toEqual(
    regions.map((region) => `arn:aws:states:${region}:`),
  );
  const fleets = regions.map((region) => stackOf(app, `Fleet-${region}`));
  expect(fleets.map(({ account, region }) => `${account} ${region}`)).toEqual(
    regions.map((region) => `100000000002 ${region}`),
  );
});

test('accepts the trail of the organization where there is one', () => {
  const writers = (trail: Organization['trail']) =>
    JSON.stringify(
      Template.fromStack(stackOf(anApp({ operator: 'stacks', trail }), 'Audit')).findResources('AWS::S3::BucketPolicy'),
    ).split('arn:aws:cloudtrail:eu-central-1:100000000001:trail/tenantry').length - 1;

  expect({ account: writers('account'), organization: writers('organization') }).toEqual({
    account: 0,
    organization: 2,
  });
});

test('is left out where the company has its own', () => {
  expect(anApp({}).node.tryFindChild('operator')).toBeUndefined();
});

test('passes all rule packs', () => {
  expect(rulePackFindings(anApp({ operator: 'stacks', trail: 'organization' }))).toEqual([]);
});
