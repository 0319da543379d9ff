import { type Mutate, type Mutation, type MutableTemplate, add, benign, first, group, set } from './mutation';

const key = { 'Fn::GetAtt': ['@AWS::KMS::Key', 'Arn'] };
const none = { Ref: 'AWS::NoValue' };

/** Parameters, conditions on them and a mapping to choose from. */
const given =
  (mutate: Mutate): Mutate =>
  (template) => {
    template.Parameters = {
      ...template.Parameters,
      P: { Type: 'String' },
      B: { Type: 'String', AllowedValues: ['true', 'false'] },
    };
    template.Conditions = {
      ...template.Conditions,
      C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] },
      N: { 'Fn::Not': [{ Condition: 'C' }] },
      Never: { 'Fn::Equals': ['a', 'b'] },
    };
    template.Mappings = { ...template.Mappings, M: { a: { v: 'false' }, b: { v: 'true' } } };
    return mutate(template);
  };

const encrypted = (value: unknown) => given(set('AWS::RDS::DBInstance', 'Properties.StorageEncrypted', value));
const disks = (BlockDeviceMappings: unknown, path: string) =>
  given(add('AWS::EC2::Instance', { BlockDeviceMappings }, path));
const queue = (KmsMasterKeyId: unknown) =>
  given(add('AWS::SQS::Queue', { KmsMasterKeyId }, 'Properties.KmsMasterKeyId'));
const listener = (properties: object, path: string) =>
  given(add('AWS::ElasticLoadBalancingV2::Listener', { DefaultActions: [], ...properties }, path));
const RULES = 'Properties.BucketEncryption.ServerSideEncryptionConfiguration';
const bucket = (rules: unknown, path: string) =>
  given(add('AWS::S3::Bucket', { BucketEncryption: { ServerSideEncryptionConfiguration: rules } }, path));
const policies = (resource: object, path: string, type = 'AWS::S3::Bucket') => given(add(type, {}, path, { resource }));

// oxlint-disable typescript/no-explicit-any -- a mutation reaches into whatever a template holds
/** Changes the statement that denies requests without TLS. */
function denial(change: (statements: any[], index: number, resource: any, template: MutableTemplate) => void): Mutate {
  return given((template) => {
    const [logicalId, policy] = first(template, 'AWS::S3::BucketPolicy');
    const statements = (policy.Properties as any).PolicyDocument.Statement as any[];
    const index = statements.findIndex((statement) => JSON.stringify(statement).includes('SecureTransport'));
    change(statements, index, policy, template);
    return { logicalId, path: 'Properties.PolicyDocument' };
  });
}

/** What something chooses at deployment, in which one choice is not as it must be. */
export const CHOSEN_POSTURE: readonly Mutation[] = [
  ...group('encryption/at-rest', 'acme/Data', {
    'a database, by a row of a mapping that a parameter says': encrypted({ 'Fn::FindInMap': ['M', { Ref: 'P' }, 'v'] }),
    'a database, by a parameter that may be false': encrypted({ Ref: 'B' }),
    'a database, by a word in pieces': encrypted({ 'Fn::Join': ['', ['fa', 'lse']] }),
    'a database, by what is looked up': encrypted('{{resolve:ssm:/encrypted}}'),
    'a search domain in one branch': given(
      add(
        'AWS::OpenSearchService::Domain',
        { EncryptionAtRestOptions: { 'Fn::If': ['C', { Enabled: true, KmsKeyId: key }, { Enabled: false }] } },
        'Properties.EncryptionAtRestOptions',
      ),
    ),
    'a disk in one branch': disks(
      [{ 'Fn::If': ['C', { DeviceName: 'x', Ebs: { Encrypted: false } }, none] }],
      'Properties.BlockDeviceMappings.0',
    ),
    'disks in one branch': disks(
      { 'Fn::If': ['C', [{ DeviceName: 'x', Ebs: { Encrypted: false } }], none] },
      'Properties.BlockDeviceMappings',
    ),
  }),
  ...group('encryption/own-key', 'acme/Data', {
    'a bucket without rules': bucket([], RULES),
    "a bucket with S3's in one branch": bucket(
      [
        {
          ServerSideEncryptionByDefault: {
            SSEAlgorithm: { 'Fn::If': ['C', 'aws:kms', 'AES256'] },
            KMSMasterKeyID: key,
          },
        },
      ],
      `${RULES}.0.ServerSideEncryptionByDefault.SSEAlgorithm`,
    ),
    'a queue with a key that is taken in': queue({ 'Fn::ImportValue': 'shared-key' }),
    'a queue with an empty key': queue(''),
    "a queue with AWS's, in pieces": queue({ 'Fn::Join': ['/', ['alias', 'aws', 'sqs']] }),
    'a queue whose key is left out': queue(none),
    'a table whose key is not used': add(
      'AWS::DynamoDB::Table',
      { SSESpecification: { SSEEnabled: false, KMSMasterKeyId: key } },
      'Properties.SSESpecification.SSEEnabled',
    ),
    'a delivery stream whose key is not used': add(
      'AWS::KinesisFirehose::DeliveryStream',
      { DeliveryStreamEncryptionConfigurationInput: { KeyType: 'AWS_OWNED_CMK', KeyARN: key } },
      'Properties.DeliveryStreamEncryptionConfigurationInput.KeyType',
    ),
    'a registry whose key is not used': add(
      'AWS::ECR::Repository',
      { EncryptionConfiguration: { EncryptionType: 'AES256', KmsKey: key } },
      'Properties.EncryptionConfiguration.EncryptionType',
    ),
    "variables of a function with AWS's": add(
      'AWS::Lambda::Function',
      {
        Role: 'x',
        Code: { ZipFile: 'x' },
        KmsKeyArn: { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:alias/aws/lambda' },
      },
      'Properties.KmsKeyArn',
    ),
  }),
  ...group('encryption/in-transit', 'acme/Data', {
    'a cache that also takes plain connections': add(
      'AWS::ElastiCache::ReplicationGroup',
      { TransitEncryptionEnabled: true, TransitEncryptionMode: 'preferred' },
      'Properties.TransitEncryptionMode',
    ),
    "a database with AWS's parameters": set(
      'AWS::RDS::DBInstance',
      'Properties.DBParameterGroupName',
      'default.postgres16',
    ),
    'a database with parameters that a parameter says': given(
      set('AWS::RDS::DBInstance', 'Properties.DBParameterGroupName', { Ref: 'P' }),
    ),
    'a database of an engine that a parameter says': given(
      add('AWS::RDS::DBInstance', { Engine: { Ref: 'P' } }, 'Properties.DBParameterGroupName'),
    ),
    'a database of MySQL without parameters': add(
      'AWS::RDS::DBInstance',
      { Engine: 'mysql' },
      'Properties.DBParameterGroupName',
    ),
    'a listener without TLS in one branch': listener(
      { Protocol: { 'Fn::If': ['C', 'HTTPS', 'HTTP'] }, SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' },
      'Properties.Protocol',
    ),
    'a listener with old TLS in one branch': listener(
      { Protocol: { 'Fn::If': ['C', 'HTTPS', 'HTTP'] } },
      'Properties.SslPolicy',
    ),
    'a listener that sends to HTTPS in one branch': listener(
      {
        Protocol: 'HTTP',
        DefaultActions: {
          'Fn::If': ['C', [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS' } }], [{ Type: 'forward' }]],
        },
      },
      'Properties.Protocol',
    ),
    'TLS that is not forced, as a number': set(
      'AWS::RDS::DBParameterGroup',
      'Properties.Parameters.rds~force_ssl',
      0,
      'Properties.Parameters.rds.force_ssl',
    ),
  }),
  ...group('deletion/retained', 'acme/Data', {
    'a bucket, by a condition on a condition': policies(
      { DeletionPolicy: { 'Fn::If': ['N', 'Delete', 'Retain'] } },
      'DeletionPolicy',
    ),
    'a bucket, by a mapping': policies({ DeletionPolicy: { 'Fn::FindInMap': ['M', 'a', 'v'] } }, 'DeletionPolicy'),
    'a bucket that cannot have a snapshot': policies({ DeletionPolicy: 'Snapshot' }, 'DeletionPolicy'),
    'a bucket that goes when it is replaced': policies({ UpdateReplacePolicy: undefined }, 'UpdateReplacePolicy'),
    'a table with an exception that replacements do not have': policies(
      { UpdateReplacePolicy: 'RetainExceptOnCreate' },
      'UpdateReplacePolicy',
      'AWS::DynamoDB::Table',
    ),
  }),
  ...group('logging/recorded', 'acme/Service', {
    'an API with empty settings of access logs': set(
      'AWS::ApiGateway::Stage',
      'Properties.AccessLogSetting',
      {},
      'Properties.AccessLogSetting.DestinationArn',
    ),
    'an API with access logs in one branch': given((template) => {
      const [, { Properties: stage }] = first(template, 'AWS::ApiGateway::Stage');
      const setting = { 'Fn::If': ['C', stage!.AccessLogSetting, none] };
      return set('AWS::ApiGateway::Stage', 'Properties.AccessLogSetting', setting)(template);
    }),
  }),
  ...group('encryption/bucket-tls', 'acme/Access', {
    'a policy that may not be made': denial((_statements, _index, policy) => {
      policy.Condition = 'C';
    }),
    'a denial that may not be made': denial((statements, index) => {
      statements[index] = { 'Fn::If': ['C', statements[index], none] };
    }),
    'a denial for another bucket': denial((statements, index) => {
      statements[index].Resource = 'arn:aws:s3:::other/*';
    }),
    'a denial of the bucket alone, not of what is in it': denial((statements, index) => {
      [statements[index].Resource] = statements[index].Resource;
    }),
  }),
];

/** What is as it must be, whatever is chosen. */
export const HARMLESS_POSTURE: readonly Mutation[] = [
  ...benign('acme/Data', {
    'a database that is encrypted in both branches': encrypted({ 'Fn::If': ['C', true, 'true'] }),
    'a database that is not encrypted in a branch that is never chosen': encrypted({
      'Fn::If': ['Never', false, true],
    }),
    'a database that is encrypted by a mapping': encrypted({ 'Fn::FindInMap': ['M', 'b', 'v'] }),
    'a database that is kept in both branches': given(
      set('AWS::RDS::DBInstance', 'DeletionPolicy', { 'Fn::If': ['C', 'Retain', 'Snapshot'] }),
    ),
    'TLS that is forced, as a number': set('AWS::RDS::DBParameterGroup', 'Properties.Parameters.rds~force_ssl', 1),
  }),
  ...benign('acme/Access', {
    'a second denial, of old TLS': denial((statements) => {
      const Condition = { NumericLessThan: { 's3:TlsVersion': '1.2' } };
      statements.push({ Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource: '*', Condition });
    }),
    'a denial written in lists': denial((statements, index) => {
      const Condition = { Bool: { 'AWS:SecureTransport': [false] } };
      Object.assign(statements[index], { Action: ['s3:*'], Principal: { AWS: ['*'] }, Condition });
    }),
    'a denial in both branches': denial((statements, index) => {
      const everywhere = { ...statements[index], Resource: '*' };
      statements[index] = { 'Fn::If': ['C', statements[index], everywhere] };
    }),
  }),
];
