import { Arn, ArnFormat, Stack, Token, aws_oam as oam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type PropsRule, assertProps } from '../support/assert-props';

/** Props of {@link ObservabilityLink}. */
export interface ObservabilityLinkProps {
  /** ARN of the operator's sink, in the region of this stack; its policy must accept links from this account. */
  readonly sinkArn: string;

  /**
   * Whether the operator also reads log groups. They can hold personal data.
   *
   * @default false
   */
  readonly logs?: boolean;

  /**
   * Whether the operator also gets X-Ray traces. The first copy is free.
   *
   * @default false
   */
  readonly traces?: boolean;

  /**
   * How the operator sees the account: text with `$AccountName`, `$AccountEmail` or `$AccountEmailNoDomain`.
   *
   * Cannot be changed later without making the link anew.
   *
   * @default '$AccountName'
   */
  readonly labelTemplate?: string;
}

/**
 * Shows the account's metrics to the operator, in the same region, without copying them.
 *
 * A link costs nothing, and spares dashboards and alarms of the account's own: the operator defines them once. Metrics carry
 * names and numbers; logs and traces may carry data, and are shared only when asked for.
 *
 * @example
 * new ObservabilityLink(this, 'ObservabilityLink', { sinkArn: 'arn:aws:oam:eu-central-1:444455556666:sink/7c1e…' });
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account.html
 */
export class ObservabilityLink extends Construct {
  public constructor(scope: Construct, id: string, props: ObservabilityLinkProps) {
    super(scope, id);
    assertProps(this, props, [sinkIsOne, sinkIsInRegion(Stack.of(this).region)]);
    const { sinkArn, logs = false, traces = false, labelTemplate = '$AccountName' } = props;

    new oam.CfnLink(this, 'Resource', {
      sinkIdentifier: sinkArn,
      labelTemplate,
      resourceTypes: [
        'AWS::CloudWatch::Metric',
        ...(logs ? ['AWS::Logs::LogGroup'] : []),
        ...(traces ? ['AWS::XRay::Trace'] : []),
      ],
    });
  }
}

const SINK = /^arn:aws[a-z-]*:oam:[a-z0-9-]+:\d{12}:sink\/.+$/;

const sinkIsOne: PropsRule<ObservabilityLinkProps> = ({ sinkArn }) =>
  Token.isUnresolved(sinkArn) || SINK.test(sinkArn)
    ? undefined
    : `sinkArn must be the ARN of an observability sink, got "${sinkArn}"`;

/** A link reaches a sink of its own region only, and telemetry must not leave the tenant's region anyway. */
function sinkIsInRegion(region: string): PropsRule<ObservabilityLinkProps> {
  return ({ sinkArn }) => {
    if (Token.isUnresolved(sinkArn) || Token.isUnresolved(region) || !SINK.test(sinkArn)) return undefined;
    const sink = Arn.split(sinkArn, ArnFormat.SLASH_RESOURCE_NAME);
    return sink.region === region
      ? undefined
      : `sinkArn must be in the region of the stack, "${region}", got a sink in "${sink.region}"; make a sink in "${region}"`;
  };
}
