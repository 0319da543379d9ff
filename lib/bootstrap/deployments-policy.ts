/** Beginning of the names CDK's bootstrap gives to roles, as its template writes it. */
const PREFIX = 'cdk-${Qualifier}';

/** Name of the policy, as the template writes it. */
export const DEPLOYMENTS_POLICY_NAME = `${PREFIX}-deployments-\${AWS::AccountId}-\${AWS::Region}`;

/**
 * Services whose resources tenants' stacks, or a company's blueprint, are made of. The lists are long, and still leave out what a
 * deployment of a tenant never needs: the organization, the account itself, billing, support, IAM users, Identity Center.
 */
const SERVICES = [
  'acm',
  'aoss',
  'apigateway',
  'application-autoscaling',
  'appsync',
  'athena',
  'autoscaling',
  'backup',
  'backup-storage',
  'bedrock',
  'budgets',
  'cloudtrail',
  'cloudwatch',
  'codedeploy',
  'cognito-identity',
  'cognito-idp',
  'dynamodb',
  'ec2',
  'ecr',
  'ecs',
  'elasticache',
  'elasticfilesystem',
  'elasticloadbalancing',
  'es',
  'events',
  'firehose',
  'glue',
  'kinesis',
  'kms',
  'lambda',
  'logs',
  'oam',
  'pipes',
  'rds',
  'route53',
  's3',
  'scheduler',
  'secretsmanager',
  'servicediscovery',
  'sns',
  'sqs',
  'ssm',
  'states',
  'synthetics',
  'tag',
  'wafv2',
  'xray',
];

/** What stacks do with IAM: roles, policies and instance profiles; no users, groups, keys or log-ins. */
const IAM_ACTIONS = [
  'iam:*InstanceProfile*',
  'iam:*PolicyVersion*',
  'iam:*Role',
  'iam:*RolePolicies',
  'iam:*RolePolicy',
  'iam:*RoleTags',
  'iam:CreatePolicy',
  'iam:DeletePolicy',
  'iam:GetPolicy',
  'iam:ListEntitiesForPolicy',
  'iam:TagPolicy',
  'iam:UntagPolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRoleDescription',
  'iam:*RolePermissionsBoundary',
  'iam:*ServiceLinkedRole*',
];

/**
 * What CloudFormation may do in a tenant's account when it deploys a stack: narrower than AdministratorAccess, and the permissions
 * boundary of its role too, so that nothing attached to the role later widens it.
 *
 * Written as a template writes a policy. Every statement is about all resources of the account (`*`), because stacks make
 * resources whose names are not known before; the account is the tenant's own, and holds nothing of anybody else.
 */
export const DEPLOYMENTS_POLICY = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Services', Effect: 'Allow', Action: SERVICES.map((service) => `${service}:*`), Resource: '*' },
    { Sid: 'RolesOfStacks', Effect: 'Allow', Action: IAM_ACTIONS, Resource: '*' },
    {
      // Nested stacks, and reading a stack's own transforms; not the stacks that hold the bootstrap.
      Sid: 'NestedStacks',
      Effect: 'Allow',
      Action: ['cloudformation:*'],
      Resource: '*',
    },
    {
      // Who deploys can neither widen the way in nor the limits of deployments.
      Sid: 'NotTheBootstrap',
      Effect: 'Deny',
      Action: ['iam:*'],
      Resource: [
        { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${PREFIX}-*` },
        { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${PREFIX}-*` },
        { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/OrganizationAccountAccessRole' },
      ],
    },
    {
      Sid: 'NotTheBootstrapStack',
      Effect: 'Deny',
      Action: ['cloudformation:*'],
      Resource: [
        { 'Fn::Sub': 'arn:${AWS::Partition}:cloudformation:${AWS::Region}:${AWS::AccountId}:stack/CDKToolkit/*' },
        { 'Fn::Sub': 'arn:${AWS::Partition}:cloudformation:${AWS::Region}:${AWS::AccountId}:stack/StackSet-*' },
      ],
    },
  ],
};
