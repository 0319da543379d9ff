import { aws_oam as oam } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Props of {@link ObservabilitySink}. */
export interface ObservabilitySinkProps {
  /** Organization whose accounts may link to the sink, e.g. `o-a1b2c3d4e5`. */
  readonly organizationId: string;

  /**
   * Name of the sink; an account has one sink a region.
   *
   * @default 'tenantry'
   */
  readonly sinkName?: string;

  /**
   * Whether accounts may share log groups too. They can hold personal data.
   *
   * @default false
   */
  readonly logs?: boolean;

  /**
   * Whether accounts may share X-Ray traces too.
   *
   * @default false
   */
  readonly traces?: boolean;
}

/**
 * Where accounts of the organization show their metrics to the operator, in one region: the other end of `ObservabilityLink`.
 *
 * Metrics stay where they are; the operator's dashboards and alarms read them there. Accounts outside of the organization cannot link,
 * and what is not named here cannot be shared.
 *
 * @example
 * new ObservabilitySink(this, 'Sink', { organizationId: 'o-a1b2c3d4e5' });
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account.html
 */
export class ObservabilitySink extends Construct {
  /** ARN of the sink; AWS gives it an id that cannot be foreseen. */
  public readonly sinkArn: string;

  public constructor(scope: Construct, id: string, props: ObservabilitySinkProps) {
    super(scope, id);
    const { organizationId, sinkName = 'tenantry', logs = false, traces = false } = props;
    const sink = new oam.CfnSink(this, 'Resource', {
      name: sinkName,
      policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'AllowLinksOfOrganization',
            Effect: 'Allow',
            // Accounts are vended all the time; the organization's id, which a caller cannot choose, says which.
            Principal: '*',
            Action: ['oam:CreateLink', 'oam:UpdateLink'],
            Resource: '*', // In a sink's policy, the sink itself.
            Condition: {
              StringEquals: { 'aws:PrincipalOrgID': organizationId },
              'ForAllValues:StringEquals': {
                'oam:ResourceTypes': [
                  'AWS::CloudWatch::Metric',
                  ...(logs ? ['AWS::Logs::LogGroup'] : []),
                  ...(traces ? ['AWS::XRay::Trace'] : []),
                ],
              },
              // Without it, a request that names no type would match.
              Null: { 'oam:ResourceTypes': 'false' },
            },
          },
        ],
      },
    });
    this.sinkArn = sink.attrArn;
  }
}
