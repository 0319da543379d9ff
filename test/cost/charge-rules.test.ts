import { type CloudFormationTemplate, estimateIdleCost } from '../../lib/cost/estimate-idle-cost';
import { REGION, aTemplate, linesOf } from './support/templates';

test.each<[string, string, Record<string, unknown>, string[]]>([
  ['a key', 'AWS::KMS::Key', {}, ['(key): 1 x 1 = 1']],
  ['a replica of a key', 'AWS::KMS::ReplicaKey', {}, ['(key): 1 x 1 = 1']],
  ['a secret', 'AWS::SecretsManager::Secret', {}, ['(secret): 1 x 0.4 = 0.4']],
  [
    'a secret and its replica',
    'AWS::SecretsManager::Secret',
    { ReplicaRegions: [{ Region: 'eu-west-1' }] },
    ['(secret): 2 x 0.4 = 0.8'],
  ],
  ['an advanced parameter', 'AWS::SSM::Parameter', { Tier: 'Advanced' }, ['(advanced parameter): 1 x 0.05 = 0.05']],
  ['a standard parameter', 'AWS::SSM::Parameter', { Tier: 'Standard' }, []],
  [
    'an alarm on one metric',
    'AWS::CloudWatch::Alarm',
    { MetricName: 'Errors', Period: 300 },
    ['(metric): 1 x 0.1 = 0.1'],
  ],
  [
    'an alarm every 10 seconds',
    'AWS::CloudWatch::Alarm',
    { MetricName: 'Errors', Period: 10 },
    ['(metric at high resolution): 1 x 0.3 = 0.3'],
  ],
  [
    'an alarm on the quotient of two metrics',
    'AWS::CloudWatch::Alarm',
    { Metrics: [{ Expression: 'a/b' }, { MetricStat: { Period: 60 } }, { MetricStat: { Period: 60 } }] },
    ['(metric): 2 x 0.1 = 0.2'],
  ],
  [
    'an alarm on what is unusual',
    'AWS::CloudWatch::Alarm',
    { Metrics: [{ Expression: 'ANOMALY_DETECTION_BAND(m, 2)' }, { MetricStat: { Period: 60 } }] },
    ['(metric): 3 x 0.1 = 0.3'],
  ],
  ['a composite alarm', 'AWS::CloudWatch::CompositeAlarm', {}, ['(composite alarm): 1 x 0.5 = 0.5']],
  ['a dashboard', 'AWS::CloudWatch::Dashboard', {}, ['(dashboard): 1 x 3 = 3']],
  ['a Contributor Insights rule', 'AWS::CloudWatch::InsightRule', {}, ['(Contributor Insights rule): 1 x 0.5 = 0.5']],
  [
    'a metric filter that writes zeros',
    'AWS::Logs::MetricFilter',
    { MetricTransformations: [{ DefaultValue: 0 }] },
    ['(custom metric): 1 x 0.3 = 0.3'],
  ],
  [
    'a metric filter that writes on a match',
    'AWS::Logs::MetricFilter',
    { MetricTransformations: [{ MetricValue: '1' }] },
    [],
  ],
  [
    'a web ACL with three rules',
    'AWS::WAFv2::WebACL',
    { Rules: [{}, {}, {}] },
    ['(web ACL): 1 x 5 = 5', '(rule): 3 x 1 = 3'],
  ],
  ['a web ACL without rules', 'AWS::WAFv2::WebACL', {}, ['(web ACL): 1 x 5 = 5']],
  ['a rule group', 'AWS::WAFv2::RuleGroup', { Rules: [{}, {}] }, ['(rule): 2 x 1 = 2']],
  [
    'an interface endpoint in three zones',
    'AWS::EC2::VPCEndpoint',
    { VpcEndpointType: 'Interface', SubnetIds: ['a', 'b', 'c'] },
    ['(interface endpoint, zones): 3 x 7.3 = 21.9'],
  ],
  [
    'an interface endpoint in a zone more on a condition',
    'AWS::EC2::VPCEndpoint',
    { VpcEndpointType: 'Interface', SubnetIds: { 'Fn::If': ['Third', ['a', 'b', 'c'], ['a', 'b']] } },
    ['(interface endpoint, zones): 3 x 7.3 = 21.9'],
  ],
  ['a gateway endpoint', 'AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' }, []],
  ['an endpoint of no named type', 'AWS::EC2::VPCEndpoint', {}, []],
  ['a NAT gateway', 'AWS::EC2::NatGateway', {}, ['(NAT gateway): 1 x 32.85 = 32.85']],
  ['an elastic IP', 'AWS::EC2::EIP', {}, ['(public IPv4 address): 1 x 3.65 = 3.65']],
  [
    'a public load balancer',
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    { Subnets: ['a', 'b'] },
    ['(load balancer): 1 x 16.425 = 16.43', '(public IPv4 address): 2 x 3.65 = 7.3'],
  ],
  [
    'an internal load balancer',
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    { Scheme: 'internal', Subnets: ['a', 'b'] },
    ['(load balancer): 1 x 16.425 = 16.43'],
  ],
  ['a hosted zone', 'AWS::Route53::HostedZone', {}, ['(hosted zone): 1 x 0.5 = 0.5']],
  ['an API stage', 'AWS::ApiGateway::Stage', {}, []],
  ['a table paid by request', 'AWS::DynamoDB::Table', { BillingMode: 'PAY_PER_REQUEST' }, []],
  ['an alias without provisioned concurrency', 'AWS::Lambda::Alias', {}, []],
])('prices %s', (_name, type, properties, lines) => {
  const template = aTemplate([type, properties]);

  expect(linesOf(template)).toEqual(lines.map((line) => `${type} ${line}`));
  expect(estimateIdleCost([template], REGION).unpriced).toEqual([]);
});

test('prices provisioned concurrency by the memory of the function', () => {
  const template: CloudFormationTemplate = {
    Resources: {
      Handler: { Type: 'AWS::Lambda::Function', Properties: { MemorySize: 512, Architectures: ['arm64'] } },
      Live: {
        Type: 'AWS::Lambda::Alias',
        Properties: {
          FunctionName: { Ref: 'Handler' },
          ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 4 },
        },
      },
    },
  };

  // 4 environments of half a GB, 0.0000033334 USD a GB and second, 2,628,000 seconds.
  expect(linesOf(template)).toEqual(['AWS::Lambda::Alias (provisioned concurrency, GB): 2 x 8.7601752 = 17.52']);
});

test.each<[string, string, Record<string, unknown> | undefined, string]>([
  ['a type nobody has looked at', 'AWS::Redshift::Cluster', undefined, 'AWS::Redshift::Cluster'],
  ['a machine', 'AWS::EC2::Instance', { InstanceType: 't4g.nano' }, 'AWS::EC2::Instance'],
  [
    'the cache of an API',
    'AWS::ApiGateway::Stage',
    { CacheClusterEnabled: true },
    'AWS::ApiGateway::Stage (cache of an API)',
  ],
  [
    'a table with provisioned capacity',
    'AWS::DynamoDB::Table',
    {},
    'AWS::DynamoDB::Table (provisioned capacity of a table)',
  ],
  [
    'endpoints in imported subnets',
    'AWS::EC2::VPCEndpoint',
    { VpcEndpointType: 'Interface', SubnetIds: { 'Fn::Split': [',', 'x'] } },
    'AWS::EC2::VPCEndpoint (interface endpoint, zones)',
  ],
  [
    'an alarm on a query',
    'AWS::CloudWatch::Alarm',
    { Metrics: [{ Expression: 'SELECT MAX(x) FROM y' }] },
    'AWS::CloudWatch::Alarm (alarm on a Metrics Insights query)',
  ],
  [
    'a gateway load balancer',
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    { Type: 'gateway' },
    'AWS::ElasticLoadBalancingV2::LoadBalancer (load balancer that is neither of applications nor of a network)',
  ],
])('lists %s as unpriced', (_name, type, properties, unpriced) => {
  expect(estimateIdleCost([aTemplate([type, properties])], REGION)).toMatchObject({ lines: [], unpriced: [unpriced] });
});

test('lists the fee of a managed rule group as unpriced', () => {
  const bots = {
    Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesBotControlRuleSet' } },
  };

  expect(estimateIdleCost([aTemplate(['AWS::WAFv2::WebACL', { Rules: [bots] }])], REGION).unpriced).toEqual([
    'AWS::WAFv2::WebACL (managed rule group with a subscription)',
  ]);
});

test('finds nothing to pay for in what is paid by use', () => {
  const free = [
    'AWS::Lambda::Function',
    'AWS::IAM::Role',
    'AWS::EC2::VPC',
    'AWS::CloudTrail::Trail',
    'AWS::Budgets::Budget',
    'AWS::Cognito::UserPool',
    'AWS::Oam::Link',
    'AWS::CodeDeploy::DeploymentGroup',
    'AWS::Backup::BackupPlan',
    'AWS::RDS::DBSubnetGroup',
    'Custom::LockGroup',
  ];

  expect(estimateIdleCost([aTemplate(...free.map((type): [string] => [type]))], REGION)).toMatchObject({
    monthlyUsd: 0,
    lines: [],
    unpriced: [],
  });
});
