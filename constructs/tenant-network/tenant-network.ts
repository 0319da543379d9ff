import { CustomResource, Fn, Stack, Tags, Token, aws_ec2 as ec2, aws_logs as logs } from 'aws-cdk-lib';
import type { aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type PropsRule, assertProps } from '../support/assert-props';
import { accountOnly } from './account-only';
import { cidrProblem, quarters } from './cidr-blocks';
import { DefaultSecurityGroupLock } from './default-security-group-lock';
import { InterfaceEndpoints } from './interface-endpoints';
import { NetworkFlowLogs } from './network-flow-logs';

export interface TenantNetworkProps {
  /**
   * Addresses of the network: an IPv4 block of /16 to /24, such as `10.20.0.0/20`.
   *
   * Cut into four equal parts, one for each zone; the fourth stays free. Cannot be changed without replacing the
   * network and all that is in it.
   */
  readonly cidr: string;

  /**
   * Zones with a subnet. Going from two to three later leaves the first two as they are.
   *
   * @default 2
   */
  readonly availabilityZones?: 2 | 3;

  /**
   * AWS services that code in the network calls, by short name, such as `secretsmanager` or `logs`.
   *
   * S3 and DynamoDB are reached without, free of charge. Each other costs by the hour and zone.
   *
   * @default - no such service can be reached
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
   */
  readonly interfaceEndpoints?: readonly string[];

  /**
   * How long flow logs are kept.
   *
   * @default logs.RetentionDays.TWO_WEEKS
   */
  readonly flowLogRetention?: logs.RetentionDays;

  /**
   * Key that encrypts the network's log groups; its policy must let CloudWatch Logs use it.
   *
   * @default - encrypted by CloudWatch Logs with a key of its own
   */
  readonly encryptionKey?: kms.IKey;
}

/**
 * A network nothing enters or leaves: isolated subnets, without an internet gateway or NAT.
 *
 * Defines the VPC, one subnet in each zone, gateway endpoints of S3 and DynamoDB that serve the account alone,
 * interface endpoints where asked for, flow logs of all traffic, and an empty default security group. Idle, it
 * costs nothing without interface endpoints. Zones are the region's first ones, chosen when it is deployed.
 *
 * @example
 * const network = new TenantNetwork(this, 'Network', { cidr: '10.20.0.0/20' });
 * const cluster = new rds.DatabaseCluster(this, 'Database', { engine, writer, vpc: network.vpc, vpcSubnets: network.subnets });
 */
export class TenantNetwork extends Construct {
  /** The network, for constructs in any stack of the same environment. */
  public readonly vpc: ec2.IVpc;

  /** Where everything in the network lives: one isolated subnet in each zone. */
  public readonly subnets: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };

  /** Where flow logs are. */
  public readonly flowLogGroup: logs.ILogGroup;

  public constructor(scope: Construct, id: string, props: TenantNetworkProps) {
    super(scope, id);
    assertProps(this, props, [cidrIsABlock, endpointsAreServices, endpointsAreNotGateways, endpointsAreUnique]);
    const { cidr, encryptionKey, interfaceEndpoints = [] } = props;

    const resource = new ec2.CfnVPC(this, 'Resource', {
      cidrBlock: cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    Tags.of(resource).add('Name', this.node.path);
    this.vpc = this.importVpc(resource, this.defineSubnets(resource, cidr, props.availabilityZones ?? 2));

    for (const [name, service] of Object.entries(GATEWAYS)) {
      const endpoint = new ec2.GatewayVpcEndpoint(this, name, { vpc: this.vpc, service, subnets: [this.subnets] });
      endpoint.addToPolicy(accountOnly(this));
    }
    if (interfaceEndpoints.length > 0) {
      new InterfaceEndpoints(this, 'InterfaceEndpoints', { vpc: this.vpc, cidr, services: interfaceEndpoints });
    }
    this.flowLogGroup = new NetworkFlowLogs(this, 'FlowLogs', {
      vpc: this.vpc,
      retention: props.flowLogRetention ?? logs.RetentionDays.TWO_WEEKS,
      encryptionKey,
    }).logGroup;
    this.lockDefaultSecurityGroup(resource, encryptionKey);
  }

  private defineSubnets(vpc: ec2.CfnVPC, cidr: string, zones: number): readonly ec2.Subnet[] {
    return quarters(cidr)
      .slice(0, zones)
      .map((cidrBlock, zone) => {
        // Zones are few, ordered and never renumbered: their number is their name.
        const subnet = new ec2.Subnet(this, `IsolatedSubnet${zone + 1}`, {
          vpcId: vpc.ref,
          cidrBlock,
          availabilityZone: Fn.select(zone, Fn.getAzs()),
          mapPublicIpOnLaunch: false,
        });
        // How look-ups of the CDK in other apps tell what kind of subnet it is.
        Tags.of(subnet).add('aws-cdk:subnet-type', 'Isolated', {
          includeResourceTypes: [ec2.CfnSubnet.CFN_RESOURCE_TYPE_NAME],
        });
        return subnet;
      });
  }

  /**
   * The network as the CDK's other constructs want it.
   *
   * Not `new ec2.Vpc()`: in a stack with a concrete environment that asks AWS for the zones at synthesis, even if they are given.
   */
  private importVpc(vpc: ec2.CfnVPC, subnets: readonly ec2.Subnet[]): ec2.IVpc {
    return ec2.Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: vpc.ref,
      vpcCidrBlock: vpc.cidrBlock,
      region: Stack.of(this).region,
      availabilityZones: subnets.map((subnet) => subnet.availabilityZone),
      isolatedSubnetIds: subnets.map((subnet) => subnet.subnetId),
      isolatedSubnetIpv4CidrBlocks: subnets.map((subnet) => subnet.ipv4CidrBlock),
      isolatedSubnetRouteTableIds: subnets.map((subnet) => subnet.routeTable.routeTableId),
    });
  }

  private lockDefaultSecurityGroup(vpc: ec2.CfnVPC, encryptionKey?: kms.IKey): void {
    const securityGroupId = vpc.attrDefaultSecurityGroup;
    const { serviceToken } = new DefaultSecurityGroupLock(this, 'DefaultSecurityGroupLock', {
      securityGroupId,
      encryptionKey,
    });
    // The id and the type are those of the CDK's own `Vpc`, by which rule packs know that the group is empty.
    new CustomResource(this, 'RestrictDefaultSecurityGroupCustomResource', {
      resourceType: 'Custom::VpcRestrictDefaultSG',
      serviceToken,
      properties: { DefaultSecurityGroupId: securityGroupId, Account: Stack.of(this).account },
    });
  }
}

/** Construct id and service of each gateway endpoint. */
const GATEWAYS = {
  S3Endpoint: ec2.GatewayVpcEndpointAwsService.S3,
  DynamoDbEndpoint: ec2.GatewayVpcEndpointAwsService.DYNAMODB,
} as const;

type Rule = PropsRule<TenantNetworkProps>;

const cidrIsABlock: Rule = ({ cidr }) =>
  Token.isUnresolved(cidr) ? 'cidr must be known at synthesis, to be cut into subnets' : cidrProblem(cidr);

const endpointsAreServices: Rule = ({ interfaceEndpoints = [] }) => {
  const wrong = interfaceEndpoints.filter((name) => !/^(?!com\.)[a-z0-9]+([.-][a-z0-9]+)*$/.test(name));
  return wrong.length === 0
    ? undefined
    : `interfaceEndpoints must be short names such as "secretsmanager" or "ecr.api", got ${quoted(wrong)}`;
};

const endpointsAreNotGateways: Rule = ({ interfaceEndpoints = [] }) => {
  const free = interfaceEndpoints.filter((name) => name === 's3' || name === 'dynamodb');
  return free.length === 0 ? undefined : `interfaceEndpoints must not name ${quoted(free)}, reached by gateway already`;
};

const endpointsAreUnique: Rule = ({ interfaceEndpoints = [] }) => {
  const twice = interfaceEndpoints.filter((name, index) => interfaceEndpoints.indexOf(name) !== index);
  return twice.length === 0 ? undefined : `interfaceEndpoints must name each service once, got ${quoted(twice)} again`;
};

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
