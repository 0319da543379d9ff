import { Stack, type StackProps, type aws_ec2 as ec2, type aws_kms as kms, type aws_logs as logs } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { TenantNetwork } from '../../constructs/tenant-network/tenant-network';

/** Props of {@link TenantNetworkStack}. */
export interface TenantNetworkStackProps extends StackProps {
  /** Addresses of the VPC, e.g. `10.12.4.0/22`. */
  readonly cidr: string;
  readonly availabilityZones: 2 | 3;
  /** AWS services reached through an interface endpoint, by AWS's short name. */
  readonly interfaceEndpoints: readonly string[];
  readonly flowLogRetention: logs.RetentionDays;
  /** Key of the account's own records; encrypts the flow logs. */
  readonly encryptionKey: kms.IKey;
}

/** The tenant's VPC. Stateful: replacing it replaces everything in it. */
export class TenantNetworkStack extends Stack {
  public readonly vpc: ec2.IVpc;
  public readonly subnets: ec2.SubnetSelection;

  public constructor(scope: Construct, id: string, props: TenantNetworkStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const network = new TenantNetwork(this, 'Network', {
      cidr: props.cidr,
      availabilityZones: props.availabilityZones,
      interfaceEndpoints: props.interfaceEndpoints,
      flowLogRetention: props.flowLogRetention,
      encryptionKey: props.encryptionKey,
    });
    this.vpc = network.vpc;
    this.subnets = network.subnets;
  }
}
