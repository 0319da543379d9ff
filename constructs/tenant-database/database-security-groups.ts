import { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { POSTGRES_PORT } from './postgres-port';

export interface DatabaseSecurityGroupsProps {
  readonly vpc: ec2.IVpc;
  /** Whether clients go through a proxy. */
  readonly proxy: boolean;
}

/**
 * Who may open connections to the database: nothing else gets in, and nothing of this gets anywhere else.
 *
 * Consumers attach `client` to their functions, in whichever stack, so that no rule has to be added here for them.
 */
export class DatabaseSecurityGroups extends Construct {
  /** For what uses the database. */
  public readonly client: ec2.SecurityGroup;

  /** For what must reach the database itself, past a proxy; `client` if there is none. */
  public readonly direct: ec2.SecurityGroup;

  /** Of the instance or cluster. */
  public readonly database: ec2.SecurityGroup;

  /** Of the proxy, if there is one. */
  public readonly proxy: ec2.SecurityGroup | undefined;

  public constructor(scope: Construct, id: string, { vpc, proxy }: DatabaseSecurityGroupsProps) {
    super(scope, id);
    const define = (groupId: string, description: string) =>
      new ec2.SecurityGroup(this, groupId, { vpc, description, allowAllOutbound: false });

    this.database = define('Database', 'The tenant database');
    this.client = define('Client', 'May use the tenant database');
    if (!proxy) {
      this.direct = this.client;
      connect(this.client, this.database, 'to the tenant database');
      return;
    }
    this.proxy = define('Proxy', 'The proxy of the tenant database');
    this.direct = define('Direct', 'May reach the tenant database past its proxy');
    connect(this.client, this.proxy, 'to the proxy of the tenant database');
    connect(this.proxy, this.database, 'from the proxy to the tenant database');
    connect(this.direct, this.database, 'past the proxy to the tenant database');
  }
}

/**
 * Opens one way, by rules that are resources of their own: each group keeps the inline rule by which the CDK
 * stands for "nothing", so that the template alone shows that no group has the default way out to everywhere.
 */
function connect(from: ec2.SecurityGroup, to: ec2.SecurityGroup, description: string): void {
  const rule = { ipProtocol: 'tcp', fromPort: POSTGRES_PORT, toPort: POSTGRES_PORT, description };
  new ec2.CfnSecurityGroupEgress(from, `To${to.node.id}`, {
    ...rule,
    groupId: from.securityGroupId,
    destinationSecurityGroupId: to.securityGroupId,
  });
  new ec2.CfnSecurityGroupIngress(to, `From${from.node.id}`, {
    ...rule,
    groupId: to.securityGroupId,
    sourceSecurityGroupId: from.securityGroupId,
  });
}
