import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { FleetRollout } from '../../constructs/fleet-rollout/fleet-rollout';
import { TenantKey } from '../../constructs/tenant-key/tenant-key';

/** Props of {@link FleetStack}. */
export interface FleetStackProps extends StackProps {
  /** Regions with a `FleetRegionStack`. */
  readonly regions: readonly string[];
}

/** What takes a release through the rings of the fleet, in the operator account; the work is done by the `FleetRegionStack` of each region. */
export class FleetStack extends Stack {
  public constructor(scope: Construct, id: string, { regions, ...props }: FleetStackProps) {
    super(scope, id, props);
    const { key } = new TenantKey(this, 'Key', {
      alias: 'tenantry/releases',
      description: 'Logs of releases',
    });
    const { stateMachine } = new FleetRollout(this, 'Rollout', { regions, encryptionKey: key });
    new CfnOutput(this, 'StateMachineArn', {
      description: 'Starts a release: aws stepfunctions start-execution --state-machine-arn',
      value: stateMachine.stateMachineArn,
    });
  }
}
