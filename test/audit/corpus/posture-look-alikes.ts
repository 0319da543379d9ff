import { type Mutate, type Mutation, add, benign, set } from './mutation';

const key = { 'Fn::GetAtt': ['@AWS::KMS::Key', 'Arn'] };
const role = { 'Fn::GetAtt': ['@AWS::IAM::Role', 'Arn'] };
const account = { Ref: 'AWS::AccountId' };
const variable = (value: unknown) => set('AWS::Lambda::Function', 'Properties.Environment.Variables.ADDED', value);

/** A condition that a parameter decides. */
const sized =
  (mutate: Mutate): Mutate =>
  (template) => {
    template.Parameters = { ...template.Parameters, Size: { Type: 'String', AllowedValues: ['small', 'large'] } };
    template.Conditions = {
      ...template.Conditions,
      Large: { 'Fn::Equals': [{ Ref: 'Size' }, 'large'] },
      Away: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
      Here: { 'Fn::Not': [{ Condition: 'Away' }] },
      Both: { 'Fn::And': [{ Condition: 'Large' }, { Condition: 'Away' }] },
      Either: { 'Fn::Or': [{ Condition: 'Large' }, { Condition: 'Here' }] },
    };
    return mutate(template);
  };

/** A deny in a policy of the tenant's own. */
const deny = (statement: object): Mutate =>
  add(
    'AWS::IAM::Policy',
    { PolicyName: 'x', Roles: ['x'], PolicyDocument: { Statement: [{ Effect: 'Deny', Action: '*', ...statement }] } },
    '',
  );

/** What is encrypted, recorded, kept and where it should be, and may only seem not to be. */
export const POSTURE_LOOK_ALIKES: readonly Mutation[] = [
  ...benign('acme/Service', {
    'a word that only begins as a region does': variable('us-east-1-reports'),
    'a word that only ends as a region does': variable('reports-us-east-1'),
    'a region in the middle of a word': variable('from-us-east-1-to-here'),
    'a version that looks like a region': variable('node-central-10'),
    'a number after a region': variable('us-east-12'),
    'a code that looks like the id of a zone': variable('use1-azure'),
    'a part of a code that looks like the short name of a region': variable('apse2'),
    'a bus in the short name of a region': variable('reuse1-az1'),
    'another zone of the own region': variable('eu-central-1c'),
    'the id of a zone of the own region': variable('euc1-az2'),
    'a zone of another region of the jurisdiction': variable('eun1-az1'),
    'the own region in capitals': variable('EU_CENTRAL_1'),
    "a cache's host name in the own region": variable('orders.abcdef.ng.0001.euc1.cache.amazonaws.com'),
    'the own user pool by its region': variable({ 'Fn::Sub': 'https://cognito-idp.${AWS::Region}.amazonaws.com/' }),
    'an endpoint of the own region': variable('https://sqs.eu-central-1.amazonaws.com'),
    'the zones of the own region': variable({ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }),
    'the zones of the own region, by name': variable({ 'Fn::Join': [',', { 'Fn::GetAZs': { Ref: 'AWS::Region' } }] }),
    'settings of the own region': variable('log:\n  region: eu-central-1\n'),
    'a comment about another region': variable('#!/bin/sh\n# us-east-1 is not used any more\nexit 0\n'),
    'a key in base 64': variable('c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA=='),
    'a hash in base 64': variable('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='),
    'another region in a branch that is never chosen': sized(
      variable({ 'Fn::If': ['Away', 'us-east-1', 'eu-west-1'] }),
    ),
    'another region where two conditions never hold': sized(variable({ 'Fn::If': ['Both', 'us-east-1', 'x'] })),
    'another region where one of two always holds': sized(variable({ 'Fn::If': ['Either', 'x', 'us-east-1'] })),
    'another region as a default that is not needed': (template) => {
      template.Transform = 'AWS::LanguageExtensions';
      template.Mappings = { ...template.Mappings, Places: { 'eu-central-1': { Near: 'eu-west-1' } } };
      return variable({
        'Fn::FindInMap': ['Places', { Ref: 'AWS::Region' }, 'Near', { DefaultValue: 'us-east-1' }],
      })(template);
    },
    'another region in a rule of the template': (template) => {
      template.Rules = {
        ...template.Rules,
        Here: { Assertions: [{ Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }] } }] },
      };
      return variable('x')(template);
    },
    'another region in an output': (template) => {
      template.Outputs = { ...template.Outputs, Note: { Description: 'not us-east-1', Value: 'x' } };
      return variable('x')(template);
    },
    'another region in a description of a parameter': (template) => {
      template.Parameters = { ...template.Parameters, Note: { Type: 'String', Description: 'as in us-east-1' } };
      return variable('x')(template);
    },
    'a denial of other regions': deny({
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'us-west-2'] } },
    }),
    'a denial around the own regions': deny({
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1'] } },
    }),
    'a denial of things in other regions': deny({ Resource: 'arn:aws:ec2:us-east-1:*:*' }),
    'a record for callers of the own region': add(
      'AWS::Route53::RecordSet',
      {
        Name: 'x.example.com',
        Type: 'A',
        Region: { Ref: 'AWS::Region' },
        SetIdentifier: 'x',
        HostedZoneId: { Ref: 'Z' },
      },
      '',
    ),
    'a group of logs with the name of a region in it': add(
      'AWS::Logs::LogGroup',
      { LogGroupName: '/import/us-east-1', KmsKeyId: { 'Fn::GetAtt': ['@AWS::WAFv2::WebACL', 'Arn'] } },
      '',
    ),
    'a listener that sends to HTTPS': add(
      'AWS::ElasticLoadBalancingV2::Listener',
      {
        LoadBalancerArn: { Ref: '@AWS::WAFv2::WebACL' },
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', StatusCode: 'HTTP_301' } }],
      },
      '',
    ),
    'a listener with TLS 1.3': add(
      'AWS::ElasticLoadBalancingV2::Listener',
      {
        LoadBalancerArn: { Ref: '@AWS::WAFv2::WebACL' },
        Protocol: 'HTTPS',
        SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
        DefaultActions: [],
      },
      '',
    ),
    'an integration with TLS': add(
      'AWS::ApiGateway::Method',
      {
        HttpMethod: 'GET',
        AuthorizationType: 'AWS_IAM',
        RestApiId: { Ref: '@AWS::ApiGateway::RestApi' },
        ResourceId: { Ref: '@AWS::ApiGateway::Resource' },
        Integration: { Type: 'AWS_PROXY', Uri: { 'Fn::GetAtt': ['@AWS::Lambda::Function', 'Arn'] } },
      },
      '',
    ),
    'a schema that is named by its address': add(
      'AWS::ApiGateway::Model',
      {
        RestApiId: { Ref: '@AWS::ApiGateway::RestApi' },
        Schema: { $schema: 'http://json-schema.org/draft-04/schema#', type: 'object' },
      },
      '',
    ),
    'a stage without a cache': set(
      'AWS::ApiGateway::Stage',
      'Properties.MethodSettings',
      [
        {
          HttpMethod: '*',
          ResourcePath: '/*',
          ThrottlingRateLimit: 1,
          ThrottlingBurstLimit: 1,
          DataTraceEnabled: false,
        },
      ],
      '',
    ),
    'a module of none': variable('Company::Thing::MODULES'),
    'the extensions of the language': (template) => {
      template.Transform = ['AWS::LanguageExtensions'];
      return variable({ 'Fn::ToJsonString': { region: { Ref: 'AWS::Region' } } })(template);
    },
  }),
  ...benign('acme/Data', {
    'a cluster with all that it needs': add(
      'AWS::RDS::DBCluster',
      {
        Engine: 'aurora-postgresql',
        StorageEncrypted: true,
        KmsKeyId: key,
        DeletionProtection: true,
        BackupRetentionPeriod: 7,
        DBClusterParameterGroupName: { Ref: '@AWS::RDS::DBParameterGroup' },
        EnableCloudwatchLogsExports: ['postgresql'],
      },
      '',
    ),
    'an instance of a cluster': add(
      'AWS::RDS::DBInstance',
      { Engine: 'aurora-postgresql', DBClusterIdentifier: { Ref: '@AWS::RDS::DBInstance' }, PubliclyAccessible: false },
      '',
    ),
    'an instance of a cluster that is deleted': add(
      'AWS::RDS::DBInstance',
      { Engine: 'aurora-postgresql', DBClusterIdentifier: { Ref: '@AWS::RDS::DBInstance' }, PubliclyAccessible: false },
      '',
      { resource: { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' } },
    ),
    'a table with all that it needs': add(
      'AWS::DynamoDB::Table',
      {
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: key },
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
      '',
    ),
    'a table of the jurisdiction': add(
      'AWS::DynamoDB::GlobalTable',
      {
        Replicas: ['eu-central-1', 'eu-west-1'].map((Region) => ({
          Region,
          SSESpecification: { KMSMasterKeyId: key },
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        })),
      },
      '',
    ),
    'a queue with the own key, whatever the size': sized(
      add('AWS::SQS::Queue', { KmsMasterKeyId: { 'Fn::If': ['Large', key, { Ref: '@AWS::KMS::Key' }] } }, ''),
    ),
    'a queue with the own key by its alias': add(
      'AWS::SQS::Queue',
      { KmsMasterKeyId: { Ref: '@AWS::KMS::Alias' } },
      '',
    ),
    'a disk that goes with its data elsewhere': add(
      'AWS::EC2::Volume',
      { Encrypted: 'true', KmsKeyId: key, AvailabilityZone: 'eu-central-1a', Size: 8 },
      '',
    ),
    'a disk in memory': add(
      'AWS::EC2::LaunchTemplate',
      { LaunchTemplateData: { BlockDeviceMappings: [{ DeviceName: '/dev/sdb', VirtualName: 'ephemeral0' }] } },
      '',
    ),
    'a cache with all that it needs': add(
      'AWS::ElastiCache::ReplicationGroup',
      { AtRestEncryptionEnabled: true, TransitEncryptionEnabled: true, KmsKeyId: key, SnapshotRetentionLimit: 7 },
      '',
    ),
    'a file system with all that it needs': add(
      'AWS::EFS::FileSystem',
      { Encrypted: true, KmsKeyId: key, BackupPolicy: { Status: 'ENABLED' } },
      '',
    ),
    'a stream with the own key': add(
      'AWS::Kinesis::Stream',
      { StreamEncryption: { EncryptionType: 'KMS', KeyId: key } },
      '',
    ),
    'a registry with the own key': add(
      'AWS::ECR::Repository',
      { EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: key }, EmptyOnDelete: false },
      '',
    ),
    'a group of parameters of another engine': add(
      'AWS::RDS::DBParameterGroup',
      { Family: 'oracle-ee-19', Parameters: { open_cursors: '300' } },
      '',
    ),
    'TLS that is forced, as a word': set(
      'AWS::RDS::DBParameterGroup',
      'Properties.Parameters.rds~force_ssl',
      'on',
      'Properties.Parameters.rds.force_ssl',
    ),
    'a database that is snapshot when it is replaced': set('AWS::RDS::DBInstance', 'UpdateReplacePolicy', 'Snapshot'),
    'a database with a month of backups': set('AWS::RDS::DBInstance', 'Properties.BackupRetentionPeriod', '35'),
    'a key that is rotated every quarter': set('AWS::KMS::Key', 'Properties.RotationPeriodInDays', 90),
    'a key of two regions of the jurisdiction': set('AWS::KMS::Key', 'Properties.MultiRegion', true),
    'a function that goes with its stack': add(
      'AWS::CloudWatch::Alarm',
      { AlarmName: 'eu-west-2-is-far', ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1 },
      '',
      { resource: { DeletionPolicy: 'Delete' } },
    ),
    'a copy of a secret in the jurisdiction': add(
      'AWS::SecretsManager::Secret',
      { KmsKeyId: key, ReplicaRegions: [{ Region: 'eu-west-1', KmsKeyId: key }] },
      '',
    ),
    'a copy of backups in the jurisdiction': add(
      'AWS::Backup::BackupPlan',
      {
        BackupPlan: {
          BackupPlanName: 'x',
          BackupPlanRule: [
            {
              RuleName: 'x',
              TargetBackupVault: { Ref: '@AWS::Backup::BackupVault' },
              CopyActions: [
                {
                  DestinationBackupVaultArn: { 'Fn::Sub': 'arn:aws:backup:eu-west-1:${AWS::AccountId}:backup-vault:x' },
                },
              ],
            },
          ],
        },
      },
      '',
    ),
    'images that are copied within the jurisdiction': add(
      'AWS::ECR::ReplicationConfiguration',
      {
        ReplicationConfiguration: { Rules: [{ Destinations: [{ Region: 'eu-west-1', RegistryId: account }] }] },
      },
      '',
    ),
    'a state machine without a key': add(
      'AWS::StepFunctions::StateMachine',
      { RoleArn: role, DefinitionString: '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}' },
      '',
    ),
    'a replication that AWS encrypts': add(
      'AWS::DMS::Endpoint',
      { EndpointType: 'target', EngineName: 's3', S3Settings: { BucketFolder: 'x' } },
      '',
    ),
  }),
  ...benign('acme/Network', {
    'addresses beside those of the others': set('AWS::EC2::VPC', 'Properties.CidrBlock', '10.200.16.0/20'),
    'a subnet in a zone of the region': add(
      'AWS::EC2::Subnet',
      { VpcId: { Ref: '@AWS::EC2::VPC' }, CidrBlock: '10.0.0.0/28', AvailabilityZoneId: 'euc1-az3' },
      '',
    ),
    'an endpoint to a service of the region': add(
      'AWS::EC2::SecurityGroup',
      { GroupDescription: 'to com.amazonaws.us-east-1.s3, once', VpcId: { Ref: '@AWS::EC2::VPC' } },
      '',
    ),
  }),
  ...benign('acme/Access', {
    'a trail that selects everything': set(
      'AWS::CloudTrail::Trail',
      'Properties.EventSelectors',
      [{ ReadWriteType: 'All', IncludeManagementEvents: true }],
      '',
    ),
    'a trail that selects all of management, and data': set(
      'AWS::CloudTrail::Trail',
      'Properties.AdvancedEventSelectors',
      [
        { Name: 'all', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
        {
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Data'] },
            { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
          ],
        },
      ],
      '',
    ),
  }),
  ...benign('globex/Data', {
    'Switzerland, for a tenant of Switzerland': set(
      'AWS::Lambda::Function',
      'Properties.Environment.Variables.ADDED',
      'https://sqs.eu-central-2.amazonaws.com',
    ),
  }),
];
