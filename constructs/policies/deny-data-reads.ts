import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps a role from reading what the tenant stored: objects, items, messages, secrets, disk blocks, users of its
 * user pool, and API keys. Reading how these are configured stays allowed.
 *
 * `SecurityAudit` and `ViewOnlyAccess` list a user pool's users and read object tags, and AWS extends both without asking;
 * this statement holds whatever they come to allow.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function denyDataReads(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyDataReads',
    effect: iam.Effect.DENY,
    actions: [
      'athena:GetQueryResults',
      'cognito-idp:AdminGetUser',
      'cognito-idp:AdminListDevices',
      'cognito-idp:AdminListGroupsForUser',
      'cognito-idp:AdminListUserAuthEvents',
      'cognito-idp:ListDevices',
      'cognito-idp:ListUsers',
      'cognito-idp:ListUsersInGroup',
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:GetRecords',
      'dynamodb:PartiQLSelect',
      'dynamodb:Query',
      'dynamodb:Scan',
      'ebs:GetSnapshotBlock',
      'ec2:GetConsoleOutput',
      'ec2:GetConsoleScreenshot',
      'ec2:GetPasswordData',
      'kinesis:GetRecords',
      'kinesis:SubscribeToShard',
      'kms:Decrypt',
      'kms:GenerateDataKey*', // With the key in hand, `kms:Decrypt` is not needed.
      'kms:ReEncrypt*',
      'lambda:InvokeFunction',
      'rds-data:*', // All of the Data API runs SQL.
      'rds-db:connect',
      's3:GetObject*', // Versions, tags and torrents are the object in other words.
      'secretsmanager:BatchGetSecretValue',
      'secretsmanager:GetSecretValue',
      'sqs:ReceiveMessage',
      'ssm:GetParameter',
      'ssm:GetParameterHistory',
      'ssm:GetParameters',
      'ssm:GetParametersByPath',
    ],
    resources: ['*'], // A deny that named resources would have holes.
  });
}
