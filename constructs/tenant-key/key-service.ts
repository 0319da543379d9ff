import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * An AWS service that uses a key in its own name, each for one purpose:
 *
 * - `budgets`: budget alerts to encrypted topics
 * - `cloudtrail`: trails
 * - `cloudwatch`: alarms to encrypted topics
 * - `events`: EventBridge rules to encrypted topics
 * - `logs`: log groups
 * - `sns`: topics that deliver to encrypted queues
 */
export type KeyService = 'budgets' | 'cloudtrail' | 'cloudwatch' | 'events' | 'logs' | 'sns';

/**
 * A key policy statement that lets a service use a key for this account alone, so that nobody else's account can
 * have it used on their behalf (the confused deputy).
 *
 * @param scope where the key is; its account and region are meant
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/least-privilege.html
 */
export function allowKeyService(scope: IConstruct, service: KeyService): iam.PolicyStatement {
  return SERVICES[service](Stack.of(scope));
}

const SERVICES: { readonly [Service in KeyService]: (stack: Stack) => iam.PolicyStatement } = {
  budgets: (stack) =>
    publishing('Budgets', 'budgets.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'budgets', region: '', resource: '*' }) },
    }),

  /** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
  cloudtrail: (stack) => {
    const trails = stack.formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: '*' });
    return statement('CloudTrail', 'cloudtrail.amazonaws.com', ['kms:DescribeKey', 'kms:GenerateDataKey*'], {
      ArnLike: { 'aws:SourceArn': trails },
    });
  },

  cloudwatch: (stack) =>
    publishing('CloudWatchAlarms', 'cloudwatch.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': `${stack.formatArn({ service: 'cloudwatch', resource: 'alarm' })}:*` },
    }),

  /**
   * EventBridge names neither source account nor source ARN to KMS; the encryption context names the topic.
   *
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
   */
  events: (stack) =>
    publishing('EventBridge', 'events.amazonaws.com', {
      ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': stack.formatArn({ service: 'sns', resource: '*' }) },
    }),

  /** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
  logs: (stack) =>
    statement(
      'CloudWatchLogs',
      `logs.${stack.region}.amazonaws.com`,
      ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': stack.formatArn({ service: 'logs', resource: '*' }) } },
    ),

  sns: (stack) =>
    publishing('SnsDelivery', 'sns.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'sns', resource: '*' }) },
    }),
};

/** Sending an encrypted message takes a data key, and reading back the one in use. */
function publishing(sid: string, principal: string, conditions: iam.Conditions): iam.PolicyStatement {
  return statement(sid, principal, ['kms:Decrypt', 'kms:GenerateDataKey*'], conditions);
}

function statement(sid: string, principal: string, actions: string[], conditions: iam.Conditions): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: `AllowUseBy${sid}`,
    principals: [new iam.ServicePrincipal(principal)],
    actions,
    resources: ['*'], // In a key policy, the key itself.
    conditions,
  });
}
