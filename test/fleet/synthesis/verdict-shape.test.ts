import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import type { FleetPart } from '../../../lib/fleet/synthesis/fleet-part';
import { verdictShape } from '../../../lib/fleet/synthesis/verdict-shape';
import { aRegistry, aTenant } from '../../../lib/testing/config-builders';

const ACCOUNT = '111111111111';

interface Example {
  readonly id?: string;
  readonly account?: string;
  readonly cidr?: string;
  /** Properties of the one resource, made of the tenant. */
  readonly properties?: object;
  readonly name?: string;
  readonly acknowledged?: string;
}

function shapeOf({
  id = 'acme',
  account = ACCOUNT,
  cidr = '10.1.0.0/22',
  properties = {},
  name = 'Queue',
  acknowledged,
}: Example): string {
  const tenant = aTenant({ id, accountId: account, network: { ...aTenant().network, cidr } });
  const part: FleetPart = { id, registry: aRegistry([tenant]) };
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const resource = new CfnResource(stack, 'Resource', { type: 'AWS::SQS::Queue' });
  if (acknowledged !== undefined) Validations.of(resource).acknowledge({ id: acknowledged, reason: 'it is a test' });
  return verdictShape(part, app, [
    {
      Resources: { [name]: { Type: 'AWS::SQS::Queue', Properties: properties } },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': [name, 'Arn'] } } },
    },
  ]);
}

test.each<[string, Example, Example]>([
  [
    'ids of one length',
    { id: 'acme', properties: { QueueName: 'acme-jobs' } },
    { id: 'wile', properties: { QueueName: 'wile-jobs' } },
  ],
  [
    'accounts',
    { properties: { Arn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs` } },
    { account: '222222222222', properties: { Arn: 'arn:aws:sqs:eu-west-1:222222222222:jobs' } },
  ],
  [
    'blocks at one place of their own',
    { properties: { Cidr: '10.1.1.0/24' } },
    { cidr: '10.2.4.0/22', properties: { Cidr: '10.2.5.0/24' } },
  ],
  ['names of resources', { name: 'QueueAcme1234ABCD' }, { name: 'QueueWile9876FEDC' }],
  [
    'what makes a name of their own unique, whichever digits it has',
    { properties: { Name: 'acmeServiceAuthorizer1234ABCD', Other: 'acmeServiceAuthorizerABCDEFAB' } },
    { properties: { Name: 'acmeServiceAuthorizer12345678', Other: 'acmeServiceAuthorizer1234ABCD' } },
  ],
  [
    'backup windows',
    { properties: { PreferredBackupWindow: '01:00-01:30' } },
    { properties: { PreferredBackupWindow: '02:00-02:30' } },
  ],
  [
    'tags of any length',
    { id: 'acme', properties: { Tags: [{ Key: 'tenantry:tenant-id', Value: 'acme' }] } },
    { id: 'globex', properties: { Tags: [{ Key: 'tenantry:tenant-id', Value: 'globex' }] } },
  ],
])('tenants that differ in %s have one shape', (_, one, other) => {
  expect(shapeOf(one)).toBe(shapeOf(other));
});

test.each<[string, Example, Example]>([
  ['sizes', { properties: { DelaySeconds: 1 } }, { properties: { DelaySeconds: 2 } }],
  ['the type of a value', { properties: { DelaySeconds: 1 } }, { properties: { DelaySeconds: '1' } }],
  [
    'numbers behind names that are not their own',
    { properties: { Name: 'release12345678' } },
    { properties: { Name: 'release87654321' } },
  ],
  ['regions', { properties: { Region: 'eu-west-1' } }, { properties: { Region: 'us-east-1' } }],
  ['actions', { properties: { Action: 'sqs:SendMessage' } }, { properties: { Action: 'sqs:*' } }],
  [
    'what surrounds the id',
    { id: 'acme', properties: { Arn: 'acme-*' } },
    { id: 'wile', properties: { Arn: 'wile-1' } },
  ],
  [
    'the length of a name',
    { id: 'acme', properties: { QueueName: 'acme' } },
    { id: 'globex', properties: { QueueName: 'globex' } },
  ],
  ['another account', { properties: { Account: '333333333333' } }, { properties: { Account: '444444444444' } }],
  ['whose block it is', { properties: { Cidr: '10.1.0.0/22' } }, { properties: { Cidr: '10.9.0.0/22' } }],
  ['the world for a block', { properties: { Cidr: '10.1.0.0/22' } }, { properties: { Cidr: '0.0.0.0/0' } }],
  [
    'how often',
    { properties: { ScheduleExpression: 'cron(1 2 * * ? *)' } },
    { properties: { ScheduleExpression: 'cron(1 2 1 * ? *)' } },
  ],
  [
    'a word that a rule may know',
    { id: 'acme', properties: { Engine: 'acme' } },
    { id: 'wile', properties: { Engine: 'wile' } },
  ],
  ['what is acknowledged', {}, { acknowledged: 'AwsSolutions::AwsSolutions-SQS3' }],
])('tenants that differ in %s have two shapes', (_, one, other) => {
  expect(shapeOf(one)).not.toBe(shapeOf(other));
});
