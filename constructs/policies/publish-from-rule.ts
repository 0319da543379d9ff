import { type aws_events as events, aws_iam as iam, type aws_sns as sns } from 'aws-cdk-lib';

/**
 * A statement of a topic's policy that lets one EventBridge rule publish.
 *
 * The rule's ARN holds the account's id, so that `aws:SourceAccount` would add nothing; EventBridge documents
 * `aws:SourceArn` alone.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export function publishFromRule(topic: sns.ITopic, rule: events.IRule): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'PublishFromRule',
    principals: [new iam.ServicePrincipal('events.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
  });
}
