import type { TemplateResource } from '../../lib/cost/cloudformation-template';
import { type CloudFormationTemplate, estimateIdleCost } from '../../lib/cost/estimate-idle-cost';

const REGION = 'us-east-1';

/** Lines of one resource as `what: quantity x unit = monthly`. */
function linesOf(template: CloudFormationTemplate, region = REGION): string[] {
  return estimateIdleCost([template], region).lines.map(
    ({ resource, quantity, unitUsd, monthlyUsd }) => `${resource}: ${quantity} x ${unitUsd} = ${monthlyUsd}`,
  );
}

function aTemplate(...resources: [type: string, properties?: Record<string, unknown>][]): CloudFormationTemplate {
  return {
    Resources: Object.fromEntries(
      resources.map(([Type, Properties], index) => [`Resource${index}`, Properties ? { Type, Properties } : { Type }]),
    ),
  };
}

const INSTANCE = { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20', StorageType: 'gp3' };

function either(one: unknown, other: unknown): object {
  return { 'Fn::If': ['Large', one, other] };
}

describe('an instance', () => {
  test('costs its hours and its storage', () => {
    expect(linesOf(aTemplate(['AWS::RDS::DBInstance', INSTANCE]))).toEqual([
      'AWS::RDS::DBInstance (db.t4g.micro): 1 x 11.68 = 11.68',
      'AWS::RDS::DBInstance (storage, GB): 20 x 0.115 = 2.3',
    ]);
  });

  test('costs both twice in two zones', () => {
    const instance = { ...INSTANCE, DBInstanceClass: 'db.t4g.medium', AllocatedStorage: 50, MultiAZ: true };

    expect(linesOf(aTemplate(['AWS::RDS::DBInstance', instance]))).toEqual([
      'AWS::RDS::DBInstance (db.t4g.medium, two zones): 2 x 47.45 = 94.9',
      'AWS::RDS::DBInstance (storage, two zones, GB): 100 x 0.115 = 11.5',
    ]);
  });

  test('costs the secret of a password that RDS manages, and the logs of enhanced monitoring', () => {
    const instance = { ...INSTANCE, ManageMasterUserPassword: true, MonitoringInterval: 60 };

    expect(linesOf(aTemplate(['AWS::RDS::DBInstance', instance]))).toEqual([
      'AWS::RDS::DBInstance (db.t4g.micro): 1 x 11.68 = 11.68',
      'AWS::RDS::DBInstance (storage, GB): 20 x 0.115 = 2.3',
      'AWS::RDS::DBInstance (master secret managed by RDS): 1 x 0.4 = 0.4',
      'AWS::RDS::DBInstance (enhanced monitoring, GB of logs): 0.27 x 0.5 = 0.14',
    ]);
  });

  test('costs each vCPU under Database Insights in advanced mode', () => {
    const instance = {
      ...INSTANCE,
      DBInstanceClass: 'db.m7g.xlarge',
      DatabaseInsightsMode: 'advanced',
      PerformanceInsightsRetentionPeriod: 465,
    };

    expect(linesOf(aTemplate(['AWS::RDS::DBInstance', instance]))).toContain(
      'AWS::RDS::DBInstance (Database Insights in advanced mode, vCPU): 4 x 9.125 = 36.5',
    );
  });

  test.each([
    ['a class without a price', { DBInstanceClass: 'db.x9z.large' }, 'instance class without a price'],
    ['a class given at deployment', { DBInstanceClass: { Ref: 'Class' } }, 'instance class without a price'],
    ['another engine', { Engine: 'mysql' }, 'database that is not PostgreSQL'],
    ['another kind of storage', { StorageType: 'io2' }, 'storage that is neither gp2 nor gp3'],
    ['provisioned IOPS', { Iops: 12_000 }, 'provisioned IOPS'],
    ['a size given at deployment', { AllocatedStorage: { Ref: 'Size' } }, 'storage, GB'],
    [
      'insights kept for two years',
      { PerformanceInsightsRetentionPeriod: 731 },
      'Performance Insights kept for longer than 7 days',
    ],
  ])('lists %s as unpriced', (_name, properties, what) => {
    const { unpriced } = estimateIdleCost(
      [aTemplate(['AWS::RDS::DBInstance', { ...INSTANCE, ...properties }])],
      REGION,
    );

    expect(unpriced).toEqual([`AWS::RDS::DBInstance (${what})`]);
  });

  test('takes the dearest branch of every condition', () => {
    const instance = {
      ...INSTANCE,
      DBInstanceClass: either('db.t4g.micro', either('db.t4g.small', 'db.r7g.large')),
      AllocatedStorage: either('20', 100),
      MultiAZ: either(false, true),
    };

    expect(linesOf(aTemplate(['AWS::RDS::DBInstance', instance]))).toEqual([
      'AWS::RDS::DBInstance (db.r7g.large, two zones): 2 x 174.47 = 348.94',
      'AWS::RDS::DBInstance (storage, two zones, GB): 200 x 0.115 = 23',
    ]);
  });
});

/** A cluster with two instances. */
function aCluster(MinCapacity: unknown): CloudFormationTemplate {
  return {
    Resources: {
      Cluster: {
        Type: 'AWS::RDS::DBCluster',
        Properties: { Engine: 'aurora-postgresql', ServerlessV2ScalingConfiguration: { MinCapacity, MaxCapacity: 4 } },
      },
      Writer: {
        Type: 'AWS::RDS::DBInstance',
        Properties: { DBClusterIdentifier: { Ref: 'Cluster' }, DBInstanceClass: 'db.serverless' },
      },
      Reader: {
        Type: 'AWS::RDS::DBInstance',
        Properties: { DBClusterIdentifier: { Ref: 'Cluster' }, DBInstanceClass: 'db.serverless' },
      },
    },
  };
}

describe('an Aurora cluster', () => {
  test('costs its storage alone while it is paused', () => {
    expect(linesOf(aCluster(0))).toEqual(['AWS::RDS::DBCluster (storage of an empty cluster, GB): 1 x 0.1 = 0.1']);
  });

  test('costs its least capacity for each instance if it cannot pause', () => {
    expect(linesOf(aCluster(0.5))).toEqual([
      'AWS::RDS::DBInstance (Aurora Serverless v2 at least capacity, ACU): 1 x 87.6 = 87.6',
      'AWS::RDS::DBCluster (storage of an empty cluster, GB): 1 x 0.1 = 0.1',
    ]);
  });

  test('is unpriced if its least capacity is given at deployment', () => {
    expect(estimateIdleCost([aCluster({ Ref: 'Least' })], REGION).unpriced).toEqual([
      'AWS::RDS::DBInstance (Aurora Serverless v2 at least capacity, ACU)',
    ]);
  });

  test.each([
    [
      'on provisioned instances',
      'AWS::RDS::DBInstance',
      { DBClusterIdentifier: 'c', DBInstanceClass: 'db.r7g.large' },
      'provisioned instance of a cluster',
    ],
    [
      'on I/O-optimized storage',
      'AWS::RDS::DBCluster',
      { Engine: 'aurora-postgresql', StorageType: 'aurora-iopt1' },
      'cluster that is not Aurora PostgreSQL on standard storage',
    ],
  ])('is unpriced %s', (_name, type, properties, what) => {
    expect(estimateIdleCost([aTemplate([type, properties])], REGION)).toMatchObject({
      monthlyUsd: 0,
      unpriced: [`${type} (${what})`],
    });
  });
});

/** A proxy and what it targets. */
function aProxy(database: TemplateResource, target: object): CloudFormationTemplate {
  return {
    Resources: {
      Database: database,
      Proxy: { Type: 'AWS::RDS::DBProxy', Properties: { DBProxyName: 'orders' } },
      Targets: { Type: 'AWS::RDS::DBProxyTargetGroup', Properties: { DBProxyName: { Ref: 'Proxy' }, ...target } },
    },
  };
}

function proxyLine(template: CloudFormationTemplate): string | undefined {
  return linesOf(template).find((line) => line.includes('DBProxy'));
}

describe('a database proxy', () => {
  test.each([
    ['db.t4g.micro', 'AWS::RDS::DBProxy (proxy, vCPU): 2 x 10.95 = 21.9'],
    ['db.r7g.2xlarge', 'AWS::RDS::DBProxy (proxy, vCPU): 8 x 10.95 = 87.6'],
  ])('in front of %s costs its vCPUs', (DBInstanceClass, line) => {
    const database = { Type: 'AWS::RDS::DBInstance', Properties: { ...INSTANCE, DBInstanceClass, MultiAZ: true } };

    expect(proxyLine(aProxy(database, { DBInstanceIdentifiers: [{ Ref: 'Database' }] }))).toBe(line);
  });

  test('in front of Aurora Serverless v2 costs at least 8 ACU', () => {
    const database = {
      Type: 'AWS::RDS::DBCluster',
      Properties: { ServerlessV2ScalingConfiguration: { MinCapacity: 0.5 } },
    };

    expect(proxyLine(aProxy(database, { DBClusterIdentifiers: [{ Ref: 'Database' }] }))).toBe(
      'AWS::RDS::DBProxy (proxy, ACU): 8 x 10.95 = 87.6',
    );
  });

  test('in front of a database elsewhere costs the least there is', () => {
    expect(linesOf(aTemplate(['AWS::RDS::DBProxy', { DBProxyName: 'orders' }]))).toEqual([
      'AWS::RDS::DBProxy (proxy, vCPU): 2 x 10.95 = 21.9',
    ]);
  });
});

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

test('adds up like things of all stacks, dearest first, to the sum of its lines', () => {
  const network = aTemplate(['AWS::EC2::EIP'], ['AWS::CloudWatch::Alarm', { Period: 60 }]);
  const data = aTemplate(
    ['AWS::KMS::Key'],
    ['AWS::CloudWatch::Alarm', { Period: 60 }],
    ['AWS::RDS::DBInstance', INSTANCE],
  );

  const { lines, monthlyUsd } = estimateIdleCost([network, data], REGION);

  expect(lines.map(({ resource, quantity }) => [resource, quantity])).toEqual([
    ['AWS::RDS::DBInstance (db.t4g.micro)', 1],
    ['AWS::EC2::EIP (public IPv4 address)', 1],
    ['AWS::RDS::DBInstance (storage, GB)', 20],
    ['AWS::KMS::Key (key)', 1],
    ['AWS::CloudWatch::Alarm (metric)', 2],
  ]);
  expect(monthlyUsd).toBe(11.68 + 3.65 + 2.3 + 1 + 0.2);
});

test('costs nothing where there is nothing', () => {
  expect(estimateIdleCost([{}], 'eu-central-1')).toEqual({
    monthlyUsd: 0,
    lines: [],
    unpriced: [],
    region: 'eu-central-1',
    priceDate: '2026-11-20',
    notes: [],
  });
});

test('drops what a condition leaves out', () => {
  expect(
    linesOf(
      aTemplate([
        'AWS::RDS::DBInstance',
        { ...INSTANCE, AllocatedStorage: { 'Fn::If': ['Cheap', { Ref: 'AWS::NoValue' }, 3] } },
      ]),
    ),
  ).toContain('AWS::RDS::DBInstance (storage, GB): 3 x 0.115 = 0.35');
});

describe('in another region', () => {
  test("uses the region's own prices", () => {
    const estimate = estimateIdleCost([aTemplate(['AWS::RDS::DBInstance', INSTANCE])], 'eu-central-1');

    // 0.019 an hour and 0.137 a GB.
    expect(estimate).toMatchObject({ monthlyUsd: 13.87 + 2.74, notes: [] });
  });

  test('says which prices are worked out from those of us-east-1', () => {
    const estimate = estimateIdleCost([aTemplate(['AWS::RDS::DBInstance', INSTANCE], ['AWS::KMS::Key'])], 'eu-south-1');

    // 11.68 and 2.30 times 1.17; a key costs the same everywhere.
    expect(estimate).toMatchObject({
      monthlyUsd: 17.36,
      notes: [
        'the price table of 2026-11-20 has no price of its own in "eu-south-1" for AWS::RDS::DBInstance (db.t4g.micro), AWS::RDS::DBInstance (storage, GB); worked out from us-east-1',
      ],
    });
  });

  test('says that other prices stand in for a region that is not in the table', () => {
    const estimate = estimateIdleCost([aTemplate(['AWS::EC2::NatGateway'])], 'sa-east-1');

    expect(estimate).toMatchObject({
      monthlyUsd: 45.99,
      notes: [
        '"sa-east-1" is not in the price table of 2026-11-20; prices of us-east-1 times 1.4 stand in where AWS has a price for each region',
      ],
    });
  });
});
