import { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { accountOnly } from './account-only';

export interface InterfaceEndpointsProps {
  /** Network the endpoints are in; they get an address in each of its isolated subnets. */
  readonly vpc: ec2.IVpc;

  /** Addresses that may use the endpoints. */
  readonly cidr: string;

  /** Short names of the services, e.g. `secretsmanager`; at least one, each once. */
  readonly services: readonly string[];
}

/**
 * Private addresses of AWS services inside a network, for the account's own principals and resources.
 *
 * Each costs about as much as a small instance: hours times zones, used or not.
 */
export class InterfaceEndpoints extends Construct {
  public constructor(scope: Construct, id: string, { vpc, cidr, services }: InterfaceEndpointsProps) {
    super(scope, id);

    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Endpoints of AWS services: HTTPS from this network',
      allowAllOutbound: false,
    });
    securityGroup.addIngressRule(ec2.Peer.ipv4(cidr), ec2.Port.tcp(443), 'HTTPS from this network');

    for (const service of services) {
      const endpoint = new ec2.InterfaceVpcEndpoint(this, service, {
        vpc,
        service: new ec2.InterfaceVpcEndpointAwsService(service),
        subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
        securityGroups: [securityGroup],
        privateDnsEnabled: true,
        open: false, // The security group above says who.
      });
      endpoint.addToPolicy(accountOnly(this));
    }
  }
}
