import { Duration, aws_logs as logs } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { rulePackFindings } from '../../support/rule-pack-findings';
import { aDatabase } from './a-database';

const INSTANCE = { storageGib: 20, maxStorageGib: 50 };
const PAUSING = { minCapacityAcu: 0, maxCapacityAcu: 2 };
const AWAKE = { minCapacityAcu: 2, maxCapacityAcu: 8 };
const KEY_ARN = { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] };

describe.each([
  { kind: 'an instance', props: {}, type: 'AWS::RDS::DBInstance' },
  { kind: 'a cluster', props: { serverless: PAUSING }, type: 'AWS::RDS::DBCluster' },
])('$kind', ({ props, type }) => {
  const windowsWith = (jitterSeed: string) =>
    windowsOf(
      aDatabase({ ...props, jitterSeed })
        .template()
        .findResources(type),
    );

  test('is encrypted with the key, its master secret and logs too', () => {
    const template = aDatabase(props).template();

    template.hasResourceProperties(type, {
      StorageEncrypted: true,
      KmsKeyId: KEY_ARN,
      ManageMasterUserPassword: true,
      MasterUserSecret: { KmsKeyId: KEY_ARN },
      MasterUserPassword: Match.absent(),
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: KEY_ARN, RetentionInDays: 30 });
  });

  test('accepts nothing but TLS, and log-ins by IAM', () => {
    const template = aDatabase(props).template();

    const groups = template.findResources(`${type.replace('Instance', '')}ParameterGroup`);
    expect(Object.values(groups).map((group) => group['Properties'].Parameters)).toEqual([
      {
        log_connections: '1',
        log_disconnections: '1',
        log_min_duration_statement: '2000',
        log_parameter_max_length: '0',
        log_statement: 'ddl',
        password_encryption: 'scram-sha-256',
        'rds.accepted_password_auth_method': 'scram',
        'rds.force_ssl': '1',
        ssl_min_protocol_version: 'TLSv1.2',
      },
    ]);
    template.hasResourceProperties(type, { EnableIAMDatabaseAuthentication: true });
    template.allResourcesProperties('AWS::RDS::DBInstance', { CACertificateIdentifier: 'rds-ca-rsa2048-g1' });
  });

  test('is never public, in isolated subnets', () => {
    const template = aDatabase(props).template();

    template.allResourcesProperties('AWS::RDS::DBInstance', { PubliclyAccessible: false });
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', { SubnetIds: ['subnet-11111111', 'subnet-22222222'] });
  });

  test('cannot be deleted, or replaced, without a snapshot', () => {
    aDatabase(props)
      .template()
      .hasResource(type, {
        DeletionPolicy: 'Snapshot',
        UpdateReplacePolicy: 'Snapshot',
        Properties: { DeletionProtection: true, CopyTagsToSnapshot: true, DeleteAutomatedBackups: false },
      });
  });

  test('can be deleted where that is asked for', () => {
    aDatabase({ ...props, deletionProtection: false })
      .template()
      .hasResourceProperties(type, { DeletionProtection: false });
  });

  test('stays on the given version', () => {
    const template = aDatabase({ ...props, engineVersion: '17.6' }).template();

    template.hasResourceProperties(type, { EngineVersion: '17.6' });
    template.allResourcesProperties('AWS::RDS::DBInstance', { AutoMinorVersionUpgrade: false });
  });

  test('has its windows where its seed says, each time the same', () => {
    expect(windowsWith('acme')).toEqual(['00:10-00:40', 'sat:06:32-sat:07:02']);
    expect(windowsWith('acme')).toEqual(windowsWith('acme'));
    expect(windowsWith('globex')).not.toEqual(windowsWith('acme'));
  });

  test('keeps backups for the given days', () => {
    aDatabase({ ...props, backupRetention: Duration.days(35) })
      .template()
      .hasResourceProperties(type, { BackupRetentionPeriod: 35 });
  });

  test('has nothing that rule packs find', () => {
    expect(rulePackFindings(aDatabase(props).app)).toEqual([]);
  });
});

test('an instance is small, with fast storage that grows, Performance Insights and both logs', () => {
  const template = aDatabase().template();

  template.hasResourceProperties('AWS::RDS::DBInstance', {
    DBInstanceClass: 'db.t4g.micro',
    AllocatedStorage: '20',
    MaxAllocatedStorage: 50,
    StorageType: 'gp3',
    MultiAZ: false,
    EnablePerformanceInsights: true,
    PerformanceInsightsRetentionPeriod: 7,
    PerformanceInsightsKMSKeyId: KEY_ARN,
    EnableCloudwatchLogsExports: ['postgresql', 'upgrade'],
  });
});

test('storage that may not grow stays as it is', () => {
  aDatabase({ instance: { storageGib: 20, maxStorageGib: 20 } })
    .template()
    .hasResourceProperties('AWS::RDS::DBInstance', { MaxAllocatedStorage: Match.absent() });
});

test('logs go to groups made before the database, kept as long as asked and outliving it', () => {
  const template = aDatabase({ logRetention: logs.RetentionDays.ONE_YEAR }).template();

  for (const [id, name] of [
    ['DatabaseLogGroupsPostgresql68AFD433', '/aws/rds/instance/tenant/postgresql'],
    ['DatabaseLogGroupsUpgradeAE511DE8', '/aws/rds/instance/tenant/upgrade'],
  ] as const) {
    expect(template.findResources('AWS::Logs::LogGroup')[id]).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { LogGroupName: name, RetentionInDays: 365 },
    });
  }
  template.hasResource('AWS::RDS::DBInstance', {
    DependsOn: ['DatabaseLogGroupsPostgresql68AFD433', 'DatabaseLogGroupsUpgradeAE511DE8'],
  });
  template.resourceCountIs('Custom::LogRetention', 0);
});

test('a cluster pauses after 5 minutes without connections, by default', () => {
  const { template, database } = aDatabase({ serverless: PAUSING });

  template().hasResourceProperties('AWS::RDS::DBCluster', {
    ServerlessV2ScalingConfiguration: { MinCapacity: 0, MaxCapacity: 2, SecondsUntilAutoPause: 300 },
  });
  template().hasResourceProperties('AWS::RDS::DBInstance', {
    DBInstanceClass: 'db.serverless',
    EnablePerformanceInsights: Match.absent(),
  });
  template().resourceCountIs('AWS::RDS::DBInstance', 1);
  expect(database.instance).toBeUndefined();
});

test('a cluster closes unused connections of the service, so that it can pause', () => {
  expect(idleSeconds({ serverless: PAUSING })).toEqual(['60']);
  expect(idleSeconds({})).toEqual(['600']);
  expect(idleSeconds({ proxy: true })).toEqual(['0']);
});

test('a cluster that stays awake may have a reader, a proxy and Performance Insights', () => {
  const template = aDatabase({ serverless: { ...AWAKE, multiAz: true }, proxy: true }).template();

  template.resourceCountIs('AWS::RDS::DBInstance', 2);
  template.hasResourceProperties('AWS::RDS::DBCluster', {
    PerformanceInsightsEnabled: true,
    PerformanceInsightsRetentionPeriod: 7,
    PerformanceInsightsKmsKeyId: KEY_ARN,
  });
  template.hasResource('AWS::RDS::DBProxyTargetGroup', {
    DependsOn: Match.arrayWith([
      'DatabaseClusterReader78FE9854',
      'DatabaseClusterWriterD43085C6',
      'DatabaseFirstLogin0D01B340',
    ]),
    Properties: { DBClusterIdentifiers: [{ Ref: 'DatabaseCluster5B53A178' }] },
  });
});

test('a proxy demands TLS and knows no secret', () => {
  const template = aDatabase({ proxy: true }).template();

  template.hasResourceProperties('AWS::RDS::DBProxy', {
    DBProxyName: 'tenant',
    DefaultAuthScheme: 'IAM_AUTH',
    RequireTLS: true,
    Auth: Match.absent(),
  });
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: Match.objectLike({
      Statement: [Match.objectLike({ Principal: { Service: 'rds.amazonaws.com' } })],
    }),
    Policies: [
      {
        PolicyName: 'Connect',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'ConnectAsServiceUser',
              Effect: 'Allow',
              Action: 'rds-db:connect',
              Resource: databaseUser({ 'Fn::GetAtt': ['DatabaseInstanceAA8A5FDE', 'DbiResourceId'] }),
            },
          ],
        },
      },
    ],
  });
});

test('a proxy is given the database only once its user is there', () => {
  aDatabase({ proxy: true })
    .template()
    .hasResource('AWS::RDS::DBProxyTargetGroup', {
      DependsOn: ['DatabaseFirstLogin0D01B340'],
      Properties: { DBInstanceIdentifiers: [{ Ref: 'DatabaseInstanceAA8A5FDE' }] },
    });
});

test('an instance may have a standby', () => {
  aDatabase({ instance: { ...INSTANCE, multiAz: true } })
    .template()
    .hasResourceProperties('AWS::RDS::DBInstance', { MultiAZ: true });
});

test.each([
  { name: 'an instance with standby and proxy', props: { instance: { ...INSTANCE, multiAz: true }, proxy: true } },
  { name: 'a cluster with reader and proxy', props: { serverless: { ...AWAKE, multiAz: true }, proxy: true } },
])('$name has nothing that rule packs find', ({ props }) => {
  expect(rulePackFindings(aDatabase(props).app)).toEqual([]);
});

describe('security groups', () => {
  test('let clients reach the database, and nothing else anything', () => {
    expect(ways(aDatabase().template())).toEqual([
      'DatabaseSecurityGroupsClient45FE8E41 -> DatabaseSecurityGroupsDatabase5F3AD654 tcp 5432-5432',
    ]);
  });

  test('let clients reach the proxy alone, and the first log-in the database', () => {
    const template = aDatabase({ proxy: true }).template();

    expect(ways(template)).toEqual([
      'DatabaseSecurityGroupsClient45FE8E41 -> DatabaseSecurityGroupsProxy08780BF6 tcp 5432-5432',
      'DatabaseSecurityGroupsDirect1E65D2B6 -> DatabaseSecurityGroupsDatabase5F3AD654 tcp 5432-5432',
      'DatabaseSecurityGroupsProxy08780BF6 -> DatabaseSecurityGroupsDatabase5F3AD654 tcp 5432-5432',
    ]);
    template.hasResourceProperties('AWS::Lambda::Function', {
      VpcConfig: {
        SecurityGroupIds: [{ 'Fn::GetAtt': ['DatabaseSecurityGroupsDirect1E65D2B6', 'GroupId'] }],
        SubnetIds: ['subnet-11111111', 'subnet-22222222'],
      },
    });
  });
});

describe('the first log-in', () => {
  test('happens once the database is there, and at the database itself', () => {
    aDatabase({ proxy: true })
      .template()
      .hasResource('Custom::TenantDatabaseFirstLogin', {
        DependsOn: ['DatabaseInstanceAA8A5FDE', 'DatabaseInstanceSubnetGroupDE121BB6'],
        Properties: {
          ServiceToken: Match.anyValue(),
          Host: { 'Fn::GetAtt': ['DatabaseInstanceAA8A5FDE', 'Endpoint.Address'] },
          Port: '5432',
          DatabaseName: 'app',
          ServiceUser: 'service',
          IdleSessionTimeoutSeconds: '0',
          MasterSecretArn: { 'Fn::GetAtt': ['DatabaseInstanceAA8A5FDE', 'MasterUserSecret.SecretArn'] },
          PrepareFunctionName: { Ref: 'DatabaseFirstLoginPrepare1EF3E5F0' },
          PreparationVersion: '1',
        },
      });
  });

  test('may read the master secret and call one function, no more', () => {
    const policies = aDatabase().template().findResources('AWS::IAM::Policy');
    const secretArn = { 'Fn::GetAtt': ['DatabaseInstanceAA8A5FDE', 'MasterUserSecret.SecretArn'] };

    expect(
      policies['DatabaseFirstLoginHandlerRoleDefaultPolicy3D801B55']?.['Properties'].PolicyDocument.Statement,
    ).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': ['DatabaseFirstLoginHandlerRoleLogGroup429CBF22', 'Arn'] },
      },
      { Sid: 'ReadMasterSecret', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: secretArn },
      {
        Sid: 'DecryptMasterSecret',
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: KEY_ARN,
        Condition: {
          StringEquals: {
            'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.eu-west-1.', { Ref: 'AWS::URLSuffix' }]] },
            'kms:EncryptionContext:SecretARN': secretArn,
          },
        },
      },
      {
        Sid: 'InvokePrepare',
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Resource: { 'Fn::GetAtt': ['DatabaseFirstLoginPrepare1EF3E5F0', 'Arn'] },
      },
    ]);
  });

  test('lets Lambda attach the function to the network, but not its code', () => {
    const policies = aDatabase().template().findResources('AWS::IAM::Policy');
    const networkInterfaces = {
      Action: [
        'ec2:AssignPrivateIpAddresses',
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:UnassignPrivateIpAddresses',
      ],
      Resource: '*',
    };

    expect(
      policies['DatabaseFirstLoginPrepareRoleDefaultPolicy5FFEDD2E']?.['Properties'].PolicyDocument.Statement,
    ).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': ['DatabaseFirstLoginPrepareRoleLogGroupB04A2002', 'Arn'] },
      },
      { Sid: 'ManageNetworkInterfaces', Effect: 'Allow', ...networkInterfaces },
      {
        Sid: 'DenyNetworkInterfacesToCode',
        Effect: 'Deny',
        ...networkInterfaces,
        Condition: { Null: { 'lambda:SourceFunctionArn': 'false' } },
      },
    ]);
  });

  test('trusts the certificate authorities of RDS and keeps no secret in the environment', () => {
    const functions = aDatabase().template().findResources('AWS::Lambda::Function');

    expect(Object.values(functions).map((fn) => fn['Properties'].Environment?.Variables)).toEqual([
      { NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem' },
      undefined,
      { USER_ON_EVENT_FUNCTION_ARN: { 'Fn::GetAtt': ['DatabaseFirstLoginHandler16F23B0B', 'Arn'] } },
    ]);
  });
});

test('resources that hold data keep their logical ids', () => {
  expect(dataIds(aDatabase({ proxy: true }).template())).toEqual([
    'AWS::Logs::LogGroup DatabaseLogGroupsPostgresql68AFD433',
    'AWS::Logs::LogGroup DatabaseLogGroupsUpgradeAE511DE8',
    'AWS::Logs::LogGroup DatabaseProxyLogGroupE8161603',
    'AWS::RDS::DBInstance DatabaseInstanceAA8A5FDE',
    'AWS::RDS::DBParameterGroup DatabaseParametersB8AC9B07',
    'AWS::RDS::DBSubnetGroup DatabaseInstanceSubnetGroupDE121BB6',
  ]);
  expect(dataIds(aDatabase({ serverless: PAUSING }).template())).toEqual([
    'AWS::Logs::LogGroup DatabaseLogGroupsPostgresql68AFD433',
    'AWS::RDS::DBCluster DatabaseCluster5B53A178',
    'AWS::RDS::DBClusterParameterGroup DatabaseParametersB8AC9B07',
    'AWS::RDS::DBInstance DatabaseClusterWriterD43085C6',
    'AWS::RDS::DBSubnetGroup DatabaseClusterSubnets5540150D',
  ]);
});

test('refuses all that is wrong at once', () => {
  expect(() =>
    aDatabase({
      engineVersion: '14',
      identifier: 'Tenant_1',
      databaseName: 'postgres',
      instance: { instanceClass: 't4g.micro', storageGib: 20, maxStorageGib: 21 },
      serverless: { minCapacityAcu: 3, maxCapacityAcu: 2.2, autoPause: Duration.minutes(1) },
      backupRetention: Duration.days(0),
      jitterSeed: ' ',
    }),
  ).toThrow(
    [
      'invalid props for Test/Database',
      '  - exactly one of instance and serverless must be given, got both',
      '  - engineVersion must be major.minor of PostgreSQL 15 or later, such as "17.9", got "14"',
      '  - identifier must be up to 50 lower-case letters, digits and single hyphens, starting with a letter, got "Tenant_1"',
      '  - databaseName must be up to 63 lower-case letters, digits and underscores, starting with a letter, and not one of PostgreSQL\'s own, got "postgres"',
      '  - instance.instanceClass must be a class such as "db.t4g.micro", got "t4g.micro"',
      '  - instance.maxStorageGib must be 20, or a whole number from 22 to 65536, got 21',
      '  - serverless.minCapacityAcu and maxCapacityAcu must be 0 to 256 in steps of 0.5, the latter at least 1 and not less than the former, got 3 and 2.2',
      '  - serverless.autoPause needs minCapacityAcu 0, got 3',
      '  - backupRetention must be 1 to 35 whole days, got 0 days',
      '  - jitterSeed must not be empty',
    ].join('\n'),
  );
});

test.each([
  {
    name: 'a proxy that would keep a cluster awake',
    props: { serverless: PAUSING, proxy: true },
    problem:
      'proxy must be off with serverless.minCapacityAcu 0: its connections would keep the cluster awake; raise minCapacityAcu to 0.5 or leave out the proxy',
  },
  {
    name: 'neither kind of database',
    props: { instance: undefined },
    problem: 'exactly one of instance and serverless must be given, got neither',
  },
  {
    name: 'a version that cannot pause',
    props: { serverless: PAUSING, engineVersion: '16.2' },
    problem: 'serverless.minCapacityAcu 0 needs engineVersion "16.3" or later, got "16.2"',
  },
  {
    name: 'a pause after less than 5 minutes',
    props: { serverless: { ...PAUSING, autoPause: Duration.minutes(4) } },
    problem: 'serverless.autoPause must be 5 minutes to 1 day in whole seconds, got 240 seconds',
  },
  {
    name: 'less storage than there is to buy',
    props: { instance: { storageGib: 10, maxStorageGib: 50 } },
    problem: 'instance.storageGib must be a whole number from 20 to 65536, got 10',
  },
])('refuses $name', ({ props, problem }) => {
  expect(() => aDatabase(props)).toThrow(new Error(`invalid props for Test/Database\n  - ${problem}`));
});

/** Types and logical ids of what RDS and its logs are made of. */
function dataIds(template: Template): string[] {
  return Object.entries(template.toJSON()['Resources'] as Record<string, { Type: string }>)
    .filter(([id, { Type: type }]) =>
      type === 'AWS::Logs::LogGroup' ? !id.includes('FirstLogin') : /^AWS::RDS::DB(?!Proxy)/.test(type),
    )
    .map(([id, { Type: type }]) => `${type} ${id}`)
    .toSorted();
}

/** Every way that is open, asserting that it is open at both ends and that no group has another. */
function ways(template: Template): string[] {
  for (const group of Object.values(template.findResources('AWS::EC2::SecurityGroup'))) {
    expect(group['Properties'].SecurityGroupIngress).toBeUndefined();
    expect(group['Properties'].SecurityGroupEgress).toEqual([
      expect.objectContaining({ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp' }),
    ]);
  }
  const rules = (type: string, from: string, to: string) =>
    Object.values(template.findResources(type))
      .map(
        ({ Properties: rule }) =>
          `${rule[from]['Fn::GetAtt'][0]} -> ${rule[to]['Fn::GetAtt'][0]} ${rule.IpProtocol} ${rule.FromPort}-${rule.ToPort}`,
      )
      .toSorted();
  const ingress = rules('AWS::EC2::SecurityGroupIngress', 'SourceSecurityGroupId', 'GroupId');
  expect(rules('AWS::EC2::SecurityGroupEgress', 'GroupId', 'DestinationSecurityGroupId')).toEqual(ingress);
  return ingress;
}

function databaseUser(resourceId: object) {
  return {
    'Fn::Join': [
      '',
      ['arn:', { Ref: 'AWS::Partition' }, ':rds-db:eu-west-1:111122223333:dbuser:', resourceId, '/service'],
    ],
  };
}

function idleSeconds(props: Parameters<typeof aDatabase>[0]): string[] {
  const resources = aDatabase(props).template().findResources('Custom::TenantDatabaseFirstLogin');
  return Object.values(resources).map(({ Properties: properties }) => properties.IdleSessionTimeoutSeconds);
}

function windowsOf(resources: Record<string, Record<string, Record<string, string>>>): unknown[] {
  return Object.values(resources).flatMap(({ Properties: properties }) => [
    properties?.['PreferredBackupWindow'],
    properties?.['PreferredMaintenanceWindow'],
  ]);
}
