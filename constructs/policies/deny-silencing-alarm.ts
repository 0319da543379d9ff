import { Aws, aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps an alarm on the use of a role in place: its EventBridge rule and its SNS topic.
 *
 * @param name beginning of the rule's and the topic's name
 * @param account account they are in; `*` in a policy of the organization, which is written in another account
 */
export function denySilencingAlarm(name: string, account: string = Aws.ACCOUNT_ID): iam.PolicyStatement {
  // The region may be any: the alarm is deployed where the account's home is.
  const rule = `arn:${Aws.PARTITION}:events:*:${account}:rule/${name}*`;
  const topic = `arn:${Aws.PARTITION}:sns:*:${account}:${name}*`;
  return new iam.PolicyStatement({
    sid: 'DenySilencingAlarm',
    effect: iam.Effect.DENY,
    actions: [
      'events:DeleteRule',
      'events:DisableRule',
      'events:PutRule',
      'events:PutTargets',
      'events:RemoveTargets',
      'sns:AddPermission',
      'sns:DeleteTopic',
      'sns:RemovePermission',
      'sns:SetSubscriptionAttributes',
      'sns:SetTopicAttributes',
      'sns:Unsubscribe',
    ],
    resources: [rule, topic],
  });
}
