import { UNKNOWN, audited, found, who } from '../found';

const RULE = 'reach-out/unknown-target';
const PARAMETERS = UNKNOWN.Parameters;

describe('the output of another stack', () => {
  const template = (arguments_: object) => ({
    Parameters: PARAMETERS,
    Resources: {
      Taken: {
        Type: 'AWS::SSM::Parameter',
        Properties: {
          Type: 'String',
          Value: { 'Fn::GetStackOutput': { StackName: 'data', OutputName: 'Table', ...arguments_ } },
        },
      },
    },
  });
  const data = { template: { Resources: {}, Outputs: { Table: { Value: 'orders' } } } };
  const taken = (arguments_: object) => found(RULE, { web: { template: template(arguments_) }, data });

  test.each([
    ['of the own account and region', {}],
    ['of the own region, by name', { Region: 'eu-central-1' }],
    ['by a role of the own account', { RoleArn: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/x' } }],
  ])('is the own one: %s', (_, arguments_) => {
    expect(taken(arguments_)).toEqual([]);
  });

  test('can be that of any region where the region is not known', () => {
    expect(taken({ Region: who })).toEqual([
      'web Taken Properties.Value: it takes in what another stack gives: no stack of the tenant in the assembly has output Table of data in a region that is known',
    ]);
  });

  test.each([
    ['another account', 'arn:aws:iam::222222222222:role/x', 'arn:aws:iam::222222222222:role/x'],
    ['nobody knows whom', who, '<anything>'],
  ])('is not the own one where it is asked for with a role of %s', (_, RoleArn, described) => {
    expect(taken({ RoleArn })).toEqual([
      `web Taken Properties.Value: it takes in what another stack gives: no stack of the tenant gives output Table of data to role ${described}`,
    ]);
  });
});

describe('permission on what is not known before the deployment', () => {
  const permission = (statement: object) => ({
    permissions: {
      template: {
        Parameters: PARAMETERS,
        Resources: {
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', ...statement }] },
            },
          },
        },
      },
    },
  });
  const allowed = (statement: object) => found(RULE, permission(statement));
  const PLACE = 'permissions Policy Properties.PolicyDocument.Statement.0.Resource';

  test.each<[string, unknown, string, string]>([
    ['an ARN', who, '', '<anything>'],
    ['one of several', ['arn:aws:sqs:eu-central-1:111111111111:x', who], '.1', '<anything>'],
    ['what is in it', { 'Fn::Sub': '${Who}/*' }, '', '<anything>/*'],
    ['a bucket', { 'Fn::Sub': 'arn:aws:s3:::${Who}/*' }, '', 'arn:aws:s3:::<anything>/*'],
    ['an account', { 'Fn::Sub': 'arn:aws:sqs:eu-central-1:${Who}:x' }, '', 'arn:aws:sqs:eu-central-1:<anything>:x'],
  ])('is found: %s', (_, Resource, index, described) => {
    expect(allowed({ Resource })).toEqual([
      `${PLACE}${index}: it permits sqs:SendMessage on ${described}, which can be anybody's: parameter Who is given at deployment`,
    ]);
  });

  test.each<[string, object]>([
    ['a name in the own account', { Resource: { 'Fn::Sub': 'arn:aws:sqs:eu-central-1:${AWS::AccountId}:${Who}' } }],
    ['everything that is not somebody in particular', { Resource: '*' }],
    ['a denial', { Effect: 'Deny', Resource: who }],
    [
      'an account that must be the own one',
      {
        Resource: { 'Fn::Sub': 'arn:aws:sqs:eu-central-1:${Who}:x' },
        Condition: { StringEquals: { 'aws:ResourceAccount': '111111111111' } },
      },
    ],
    [
      'a bucket that must be of the own account',
      { Resource: who, Condition: { StringEquals: { 's3:ResourceAccount': { Ref: 'AWS::AccountId' } } } },
    ],
    [
      'what is of the own account',
      { Resource: who, Condition: { StringEquals: { 'aws:ResourceAccount': '111111111111' } } },
    ],
  ])('is not found: %s', (_, statement) => {
    expect(allowed(statement)).toEqual([]);
  });

  test('is found in a policy that is a text', () => {
    const PolicyDocument = {
      'Fn::Sub': '{"Statement":[{"Effect":"Allow","Action":["sqs:*","sns:*"],"Resource":"${Who}"}]}',
    };
    const Resources = { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } } };

    expect(found(RULE, { permissions: { template: { Parameters: PARAMETERS, Resources } } })).toEqual([
      "permissions Policy Properties.PolicyDocument: it permits sqs:* and 1 more on <anything>, which can be anybody's: parameter Who is given at deployment",
    ]);
  });

  test('to become somebody is found once, by the rule on that', () => {
    const { findings } = audited(permission({ Action: 'sts:AssumeRole', Resource: who }));

    expect(findings.map(({ rule }) => rule)).toEqual(['reach-out/assume-any-role']);
  });

  test('what a policy of a resource is about is the resource itself', () => {
    const Statement = [{ Effect: 'Allow', Principal: { AWS: '111111111111' }, Action: 'sqs:*', Resource: who }];
    const Resources = { Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { PolicyDocument: { Statement } } } };

    expect(found(RULE, { queue: { template: { Parameters: PARAMETERS, Resources } } })).toEqual([]);
  });

  test.each<[string, object, number]>([
    ['gives none', {}, 0],
    ['and is attached, too, gives them', { Roles: ['x'] }, 1],
  ])('what bounds permissions %s', (_, attached, count) => {
    const boundary = permission({ Resource: who }).permissions.template;
    Object.assign(boundary.Resources.Policy.Properties, attached);
    const Role = {
      Type: 'AWS::IAM::Role',
      Properties: {
        PermissionsBoundary: { Ref: 'Policy' },
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
        },
      },
    };

    expect(found(RULE, { a: { template: { ...boundary, Resources: { ...boundary.Resources, Role } } } })).toHaveLength(
      count,
    );
  });
});

describe('permissions that are not known before the deployment', () => {
  const Trust = {
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
  };

  test.each<[string, object, string]>([
    ['AWS::IAM::ManagedPolicy', { PolicyDocument: who }, 'PolicyDocument'],
    ['AWS::IAM::Policy', { PolicyDocument: { Statement: [who] } }, 'PolicyDocument.Statement.0'],
    ['AWS::IAM::RolePolicy', { PolicyDocument: { Statement: who } }, 'PolicyDocument.Statement'],
    [
      'AWS::IAM::Role',
      { AssumeRolePolicyDocument: Trust, Policies: [{ PolicyName: 'x', PolicyDocument: who }] },
      'Policies.0.PolicyDocument',
    ],
  ])('are found: %s', (Type, Properties, path) => {
    const Resources = { R: { Type, Properties } };

    expect(found(RULE, { permissions: { template: { Parameters: PARAMETERS, Resources } } })).toEqual([
      `permissions R Properties.${path}: what it permits cannot be told: parameter Who is given at deployment`,
    ]);
  });

  test('a trust that is not known is a way in alone', () => {
    const Resources = { R: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [who] } } } };
    const { findings } = audited({ permissions: { template: { Parameters: PARAMETERS, Resources } } });

    expect(findings.map(({ rule }) => rule)).toEqual(['reach-in/role-trust']);
  });
});

test('an account that is not known is found in every ARN', () => {
  const variable = (ARN: unknown) => ({
    Type: 'AWS::Lambda::Function',
    Properties: { Environment: { Variables: { ARN } }, Description: ARN },
  });
  const Resources = {
    Anybodys: variable({ 'Fn::Sub': 'arn:aws:sqs:eu-central-1:${Who}:orders' }),
    Looked: variable('arn:aws:sqs:eu-central-1:{{resolve:ssm:/peer}}:orders'),
    Own: variable({ 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Who}' }),
    Bucket: variable({ 'Fn::Sub': 'arn:aws:s3:::orders/${Who}' }),
  };

  expect(found(RULE, { web: { template: { Parameters: PARAMETERS, Resources } } })).toEqual([
    "web Anybodys Properties.Environment.Variables.ARN: arn:aws:sqs:eu-central-1:<anything>:orders can be anybody's: parameter Who is given at deployment",
    "web Looked Properties.Environment.Variables.ARN: arn:aws:sqs:eu-central-1:<anything>:orders can be anybody's: a dynamic reference is looked up at deployment",
  ]);
});

test('a permission for a service that works for an account that is not known is a way in alone', () => {
  const Properties = {
    Action: 'lambda:InvokeFunction',
    FunctionName: 'x',
    Principal: 'sns.amazonaws.com',
    SourceArn: { 'Fn::Sub': 'arn:aws:sns:eu-central-1:${Who}:x' },
  };
  const Resources = { Permission: { Type: 'AWS::Lambda::Permission', Properties } };

  expect(
    audited({ web: { template: { Parameters: PARAMETERS, Resources } } }).findings.map(({ rule }) => rule),
  ).toEqual(['reach-in/sharing']);
});

describe('an id that AWS gives out does not say whose it is, and is listed as not analysed', () => {
  const listed = (Type: string, Properties: object) => {
    const template = { Parameters: PARAMETERS, Resources: { R: { Type, Properties } } };
    return audited({ web: { template } })
      .notAnalysed.filter(({ logicalId }) => logicalId === 'R')
      .map(({ stack, type, why }) => `${stack} ${type} ${why}`);
  };

  test.each<[string, string, string, unknown, string]>([
    ['a network', 'AWS::EC2::SecurityGroup', 'VpcId', 'vpc-0123456789abcdef0', 'vpc-0123456789abcdef0'],
    ['a snapshot', 'AWS::EC2::Volume', 'SnapshotId', 'snap-0123456789abcdef0', 'snap-0123456789abcdef0'],
    ['an image', 'AWS::EC2::Instance', 'ImageId', 'ami-0123456789abcdef0', 'ami-0123456789abcdef0'],
    ['a zone', 'AWS::Route53::RecordSet', 'HostedZoneId', 'Z0123456789ABCDEF', 'Z0123456789ABCDEF'],
    ['a network that a parameter gives', 'AWS::EC2::SecurityGroup', 'VpcId', who, '<anything>'],
  ])('%s', (_, type, property, value, described) => {
    expect(listed(type, { [property]: value })).toEqual([
      `web ${type} Properties.${property}: ${described} does not say whose it is`,
    ]);
  });

  test.each<[string, string, object]>([
    ['an own one', 'AWS::EC2::SecurityGroup', { VpcId: { 'Fn::GetAtt': ['R', 'VpcId'] } }],
    ['a text for people', 'AWS::EC2::SecurityGroup', { GroupDescription: 'vpc-0123456789abcdef0' }],
    ["a zone of AWS's own", 'AWS::Route53::RecordSet', { AliasTarget: { HostedZoneId: 'Z2FDTNDATAQYW2' } }],
    ['the other end of a link, which is a finding', 'AWS::EC2::VPCPeeringConnection', { PeerVpcId: 'vpc-01234567' }],
  ])('but not %s', (_, type, properties) => {
    expect(listed(type, properties)).toEqual([]);
  });
});

test.each<[string, object, string]>([
  ['AWS::Lambda::Function', { Code: { S3Bucket: who, S3Key: 'x' } }, 'Code.S3Bucket'],
  ['AWS::Lambda::LayerVersion', { Content: { S3Bucket: who, S3Key: 'x' } }, 'Content.S3Bucket'],
  ['AWS::ApiGateway::RestApi', { BodyS3Location: { Bucket: who, Key: 'x' } }, 'BodyS3Location.Bucket'],
  ['AWS::StepFunctions::StateMachine', { DefinitionS3Location: { Bucket: who } }, 'DefinitionS3Location.Bucket'],
  [
    'AWS::CloudFront::Distribution',
    { DistributionConfig: { Logging: { Bucket: who } } },
    'DistributionConfig.Logging.Bucket',
  ],
])('a bucket that is fetched from or written to must be known: %s', (Type, Properties, path) => {
  const Resources = { R: { Type, Properties } };

  expect(found(RULE, { web: { template: { Parameters: PARAMETERS, Resources } } })).toEqual([
    `web R Properties.${path}: <anything> can be anybody's: parameter Who is given at deployment`,
  ]);
});
