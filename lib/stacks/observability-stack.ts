import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ObservabilitySink } from '../../constructs/observability-sink/observability-sink';

/** Props of {@link ObservabilityStack}. */
export interface ObservabilityStackProps extends StackProps {
  /** Organization whose accounts show their metrics. */
  readonly organizationId: string;
}

/** Where tenants of a region show their metrics, in the operator account. */
export class ObservabilityStack extends Stack {
  public constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, props);
    const { sinkArn } = new ObservabilitySink(this, 'Sink', { organizationId: props.organizationId });
    new CfnOutput(this, 'SinkArn', {
      description: 'For observability.sinks in the organization file',
      value: sinkArn,
    });
  }
}
