import { type Mutation, add, benign } from './mutation';

const STRANGER = '444455556666';
const OTHER = '100000000012';
const OWN = '100000000011';
const own = { Ref: 'AWS::AccountId' };
const role = { 'Fn::GetAtt': ['@AWS::IAM::Role', 'Arn'] };
const handler = { 'Fn::GetAtt': ['@AWS::Lambda::Function', 'Arn'] };

const queuePolicy = (...statements: object[]) =>
  add(
    'AWS::SQS::QueuePolicy',
    {
      Queues: [],
      PolicyDocument: {
        Statement: statements.map((each) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...each })),
      },
    },
    '',
  );
const permission = (statement: object) =>
  add(
    'AWS::IAM::ManagedPolicy',
    { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...statement }] } },
    '',
  );
const trusted = (statement: object) =>
  add(
    'AWS::IAM::Role',
    { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }] } },
    '',
  );
const invoke = (grant: object) =>
  add('AWS::Lambda::Permission', { Action: 'lambda:InvokeFunction', FunctionName: 'x', ...grant }, '');
const rule = (more: object) =>
  add(
    'AWS::Events::Rule',
    { State: 'ENABLED', EventPattern: { source: ['x'] }, Targets: [{ Id: 'x', Arn: handler }], ...more },
    '',
  );

/** What ordinary templates have that is no way in or out. */
export const ORDINARY: readonly Mutation[] = benign('acme/Service', {
  'a deny of what is of another tenant': permission({ Effect: 'Deny', Resource: `arn:aws:sqs:*:${OTHER}:*` }),
  'a deny of a bucket of somebody': permission({ Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::theirs/*' }),
  'a deny of what is of other accounts': permission({
    Effect: 'Deny',
    Condition: { StringNotEquals: { 'aws:ResourceAccount': [own, OTHER] } },
  }),
  'a deny of becoming somebody': permission({ Effect: 'Deny', Action: 'sts:AssumeRole' }),
  'permission to become somebody of the own account': permission({
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:ResourceAccount': own } },
  }),
  'permission on images of Amazon': permission({
    Action: 'ec2:RunInstances',
    Resource: ['arn:aws:ec2:eu-central-1::image/ami-0123456789abcdef0', 'arn:aws:ec2:*:*:instance/*'],
  }),
  "permission on AWS's parameters": permission({
    Action: 'ssm:GetParameter',
    Resource: 'arn:aws:ssm:eu-central-1::parameter/aws/service/*',
  }),
  "layers of images in AWS's bucket": permission({
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*',
  }),
  'the policy that SNS gives a topic': queuePolicy({
    Principal: { AWS: '*' },
    Condition: { StringEquals: { 'AWS:SourceOwner': own } },
  }),
  "everybody, by a key's account": queuePolicy({
    Principal: { AWS: '*' },
    Condition: { StringEquals: { 'kms:CallerAccount': own, 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } },
  }),
  'everybody of the organization who is of the own account': queuePolicy({
    Principal: '*',
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'aws:PrincipalAccount': own } },
  }),
  'a session of the own account': queuePolicy({ Principal: { AWS: `arn:aws:sts::${OWN}:assumed-role/x/y` } }),
  'a deny for another tenant': queuePolicy({ Effect: 'Deny', Principal: { AWS: OTHER } }),
  'a deny for all but one': queuePolicy({ Effect: 'Deny', NotPrincipal: { AWS: OWN } }),
  'a service for the own account, whatever it works on': queuePolicy({
    Principal: { Service: 'sns.amazonaws.com' },
    Condition: {
      StringEquals: { 'aws:SourceAccount': own },
      ArnLikeIfExists: { 'aws:SourceArn': { 'Fn::Sub': 'arn:aws:sns:*:${AWS::AccountId}:*' } },
    },
  }),
  'a bucket of the own account that notifies': queuePolicy({
    Principal: { Service: 's3.amazonaws.com' },
    Condition: {
      StringEquals: { 'aws:SourceAccount': own },
      ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::some' },
    },
  }),
  'a service by its name in the partition': trusted({ Principal: { Service: { 'Fn::Sub': 'ec2.${AWS::URLSuffix}' } } }),
  'services with long names': trusted({
    Principal: { Service: ['streams.metrics.cloudwatch.amazonaws.com', 'batchoperations.s3.amazonaws.com'] },
  }),
  'one repository of GitHub': trusted({
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: {
      Federated: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com' },
    },
    Condition: {
      StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
      StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/app:*' },
    },
  }),
  'users who have signed in to an identity pool': trusted({
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Condition: {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': 'x' },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
    },
  }),
  'a certificate of an own trust anchor': trusted({
    Principal: { Service: 'rolesanywhere.amazonaws.com' },
    Condition: {
      ArnEquals: {
        'aws:SourceArn': { 'Fn::Sub': 'arn:aws:rolesanywhere:eu-central-1:${AWS::AccountId}:trust-anchor/x' },
      },
    },
  }),
  'a function, for an own API': invoke({
    Principal: 'apigateway.amazonaws.com',
    SourceArn: { 'Fn::Sub': 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:abc/*/GET/x' },
  }),
  'a function, for an own secret': invoke({ Principal: 'secretsmanager.amazonaws.com', SourceAccount: own }),
  'a function, for the own account': invoke({ Principal: own }),
  'an own queue behind an API': add(
    'AWS::ApiGateway::Method',
    {
      RestApiId: 'x',
      ResourceId: 'x',
      HttpMethod: 'POST',
      AuthorizationType: 'AWS_IAM',
      Integration: { Uri: { 'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}:sqs:path/${AWS::AccountId}/x' } },
    },
    '',
  ),
  "an own search collection's data": add(
    'AWS::OpenSearchServerless::AccessPolicy',
    {
      Name: 'x',
      Type: 'data',
      Policy: {
        'Fn::Sub':
          '[{"Rules":[{"ResourceType":"index","Resource":["index/x/*"],"Permission":["aoss:*"]}],"Principal":["arn:aws:iam::${AWS::AccountId}:role/x"]}]',
      },
    },
    '',
  ),
  'a search collection in the own network': add(
    'AWS::OpenSearchServerless::SecurityPolicy',
    {
      Name: 'x',
      Type: 'network',
      Policy: JSON.stringify([
        { Rules: [{ ResourceType: 'collection', Resource: ['collection/x'] }], AllowFromPublic: false },
      ]),
    },
    '',
  ),
  'a data lake, for an own role': add(
    'AWS::LakeFormation::PrincipalPermissions',
    {
      Principal: { DataLakePrincipalIdentifier: role },
      Permissions: ['ALL'],
      PermissionsWithGrantOption: [],
      Resource: {},
    },
    '',
  ),
  "a data lake, for the own account's principals": add(
    'AWS::LakeFormation::PrincipalPermissions',
    {
      Principal: { DataLakePrincipalIdentifier: { 'Fn::Sub': '${AWS::AccountId}:IAMPrincipals' } },
      Permissions: ['ALL'],
      PermissionsWithGrantOption: [],
      Resource: {},
    },
    '',
  ),
  'events that look for what is public': rule({
    EventPattern: {
      source: ['aws.rds'],
      detail: { requestParameters: { publiclyAccessible: [true], acl: ['public-read'], principal: ['*'] } },
    },
  }),
  "an order's number in what a target is given": rule({
    Targets: [{ Id: 'x', Arn: handler, Input: JSON.stringify({ id: STRANGER }) }],
  }),
  'a target of the own account by a name that a parameter gives': add(
    'AWS::Events::Rule',
    {
      State: 'ENABLED',
      ScheduleExpression: 'rate(1 day)',
      Targets: [{ Id: 'x', Arn: { 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Queue}' } }],
    },
    '',
    { Parameters: { Queue: { Type: 'String' } } },
  ),
  'an own image whose tag a parameter gives': add(
    'AWS::ECS::TaskDefinition',
    {
      ContainerDefinitions: [
        { Name: 'x', Image: { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/x:${Tag}' } },
        { Name: 'y', Image: { 'Fn::Sub': 'public.ecr.aws/nginx/nginx:${Tag}' } },
      ],
    },
    '',
    { Parameters: { Tag: { Type: 'String' } } },
  ),
  'a number in a filter of logs': add(
    'AWS::Logs::MetricFilter',
    { LogGroupName: 'x', FilterPattern: `{ $.order = ${STRANGER} }`, MetricTransformations: [] },
    '',
  ),
  'a check that nothing is public': add(
    'AWS::Config::ConfigRule',
    {
      Source: { Owner: 'AWS', SourceIdentifier: 'RDS_INSTANCE_PUBLIC_ACCESS_CHECK' },
      InputParameters: { publiclyAccessible: 'true' },
    },
    '',
  ),
  'numbers that name campaigns': add(
    'AWS::Pinpoint::Campaign',
    { ApplicationId: STRANGER, SegmentId: '123456789012' },
    '',
  ),
  'a policy on what may be published': add(
    'AWS::SNS::Topic',
    {
      KmsMasterKeyId: { 'Fn::GetAtt': ['@AWS::WAFv2::WebACL', 'Arn'] },
      DataProtectionPolicy: {
        Name: 'x',
        Statement: [
          {
            DataDirection: 'Inbound',
            Principal: ['*'],
            DataIdentifier: ['arn:aws:dataprotection::aws:data-identifier/CreditCardNumber'],
            Operation: { Deny: {} },
          },
        ],
      },
    },
    '',
  ),
  'a group open to an own list of private addresses': add(
    'AWS::EC2::SecurityGroupIngress',
    { GroupId: 'x', IpProtocol: 'tcp', SourcePrefixListId: { Ref: 'Blocks' } },
    '',
    {
      Resources: {
        Blocks: {
          Type: 'AWS::EC2::PrefixList',
          Properties: { AddressFamily: 'IPv4', Entries: [{ Cidr: '192.168.0.0/16' }] },
        },
      },
    },
  ),
  'a topic that goes to an own API': add(
    'AWS::SNS::Subscription',
    {
      TopicArn: { 'Fn::Sub': 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:x' },
      Protocol: 'https',
      Endpoint: { 'Fn::Sub': 'https://abc123.execute-api.${AWS::Region}.amazonaws.com/live/x' },
    },
    '',
  ),
  "a topic that goes to the tenant's mailbox": add(
    'AWS::SNS::Subscription',
    {
      TopicArn: { 'Fn::Sub': 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:x' },
      Protocol: 'email',
      Endpoint: 'operations@acme.example',
    },
    '',
  ),
});
