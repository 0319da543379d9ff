import {
  Token,
  aws_events as events,
  type aws_iam as iam,
  type aws_kms as kms,
  aws_sns as sns,
  aws_sns_subscriptions as subscriptions,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { publishFromRule } from '../policies/publish-from-rule';
import { type PropsRule, assertProps } from '../support/assert-props';
import { EventForwarder } from './event-forwarder';
import { roleEntered } from './role-entered';

/** Props of {@link BreakGlassAlarm}. */
export interface BreakGlassAlarmProps {
  /** Role whose use raises the alarm. */
  readonly role: iam.IRole;

  /** Key of the topic. Its policy must let `events.amazonaws.com` use it (`kms:Decrypt`, `kms:GenerateDataKey*`). */
  readonly encryptionKey: kms.IKey;

  /** Who is told. Each address gets a message of SNS to confirm first, and hears nothing until it has. */
  readonly emails: readonly string[];

  /**
   * Name of the rule and the topic.
   *
   * Should begin with the role's name: `OperatorAccess` keeps the operator from changing rules and topics that do.
   *
   * @default 'tenantry-break-glass'
   */
  readonly name?: string;

  /**
   * ARN of an event bus of the operator that gets the event as well; it must accept events from this account.
   *
   * The event names the caller and the role, and carries nothing of the tenant's.
   *
   * @default - only the addresses are told
   */
  readonly operatorEventBusArn?: string;
}

/**
 * Tells people by e-mail whenever someone enters the break-glass role.
 *
 * One message for each session, not for each call: it is raised by `AssumeRole` and by a sign-in to the console with the role.
 * What was done in the session is in the account's trail, under the session's name.
 *
 * It works where these hold:
 *
 * - The account has a trail of management events (`AccountTrail`, or the organization's), for without one EventBridge
 *   hears nothing of STS.
 * - The role is entered by the STS endpoint of the region the alarm is in. The event of another region's endpoint, and of the
 *   global one, stays there: fence the other regions by a service control policy on `sts:AssumeRole` in the operator's account.
 * - Nobody may silence it, which is the job of the boundary in `OperatorAccess`.
 *
 * A message that could not be delivered counts in the metric `FailedInvocations` of the rule.
 *
 * @example
 * new BreakGlassAlarm(this, 'BreakGlassAlarm', {
 *   role: operatorAccess.roles.breakGlass,
 *   encryptionKey: tenantKey.key,
 *   emails: ['security@example.com'],
 * });
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export class BreakGlassAlarm extends Construct {
  /** Where the messages go; subscribe to it for other channels than e-mail. */
  public readonly topic: sns.ITopic;

  /** What raises the alarm. */
  public readonly rule: events.IRule;

  public constructor(scope: Construct, id: string, props: BreakGlassAlarmProps) {
    super(scope, id);
    assertProps(this, props, [someoneIsTold, addressesAreOne, busIsOne]);
    const { role, encryptionKey, emails, name = 'tenantry-break-glass', operatorEventBusArn } = props;

    const topic = new sns.Topic(this, 'Topic', {
      topicName: name,
      displayName: 'Break-glass alarm',
      masterKey: encryptionKey,
      enforceSSL: true,
    });
    // The subscription's id is the address: one that goes or comes must not make the others confirm again.
    for (const email of emails) topic.addSubscription(new subscriptions.EmailSubscription(email));

    const rule = new events.Rule(this, 'Rule', {
      ruleName: name,
      description: `Someone entered the role ${name}`,
      eventPattern: roleEntered(role),
      // Not `targets.SnsTopic`, which lets every rule of every account publish.
      targets: [{ bind: () => ({ arn: topic.topicArn, input: message() }) }],
    });
    // Entering a role changes nothing, and plain `ENABLED` leaves out events CloudTrail calls read-only.
    const resource = rule.node.defaultChild;
    if (resource instanceof events.CfnRule) resource.state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
    topic.addToResourcePolicy(publishFromRule(topic, rule));

    if (operatorEventBusArn !== undefined) {
      const forwarder = new EventForwarder(this, 'Forwarder', { eventBusArn: operatorEventBusArn });
      rule.addTarget({ bind: () => ({ arn: operatorEventBusArn, role: forwarder.role }) });
    }

    this.topic = topic;
    this.rule = rule;
  }
}

const someoneIsTold: PropsRule<BreakGlassAlarmProps> = ({ emails }) =>
  emails.length > 0 ? undefined : 'emails must name at least one address, got none; an alarm nobody hears is none';

const addressesAreOne: PropsRule<BreakGlassAlarmProps> = ({ emails }) => {
  const wrong = emails.filter((email) => !Token.isUnresolved(email) && !/^[^\s@]+@[^\s@]+$/.test(email));
  return wrong.length === 0
    ? undefined
    : `emails must be e-mail addresses, got ${wrong.map((email) => `"${email}"`).join(', ')}`;
};

const busIsOne: PropsRule<BreakGlassAlarmProps> = ({ operatorEventBusArn: arn }) =>
  arn === undefined || Token.isUnresolved(arn) || /^arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/.+$/.test(arn)
    ? undefined
    : `operatorEventBusArn must be the ARN of an event bus, got "${arn}"`;

/** What people read. Parts an event does not have stay empty. */
function message(): events.RuleTargetInput {
  return events.RuleTargetInput.fromMultilineText(
    [
      `The break-glass role of account ${events.EventField.account} was entered at ${events.EventField.time}.`,
      `Event: ${field('$.detail.eventName')} in ${field('$.detail.awsRegion')} from ${field('$.detail.sourceIPAddress')}`,
      `Session: ${field('$.detail.requestParameters.roleSessionName')}`,
      `Caller: ${field('$.detail.userIdentity.type')} ${field('$.detail.userIdentity.principalId')} of account ${field('$.detail.userIdentity.accountId')}`,
      `Record: CloudTrail event ${field('$.detail.eventID')}`,
      'If nobody told you to expect this, treat it as an incident: revoke the sessions of the role.',
    ].join('\n'),
  );
}

function field(path: string): string {
  return events.EventField.fromPath(path);
}
