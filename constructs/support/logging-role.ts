import { RemovalPolicy, aws_iam as iam, aws_logs as logs } from 'aws-cdk-lib';
import type { aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { acknowledgeInlinePolicies } from './acknowledge-inline-policies';

export interface LoggingRoleProps {
  readonly description: string;
  readonly logRetention: logs.RetentionDays;
  readonly encryptionKey: kms.IKey;
  /**
   * Whether the function is in a network.
   *
   * @default false
   */
  readonly inVpc?: boolean;
}

/** A role that lets a function write to its own log group and do nothing else. */
export class LoggingRole extends Construct {
  public readonly role: iam.Role;
  public readonly logGroup: logs.LogGroup;

  public constructor(scope: Construct, id: string, props: LoggingRoleProps) {
    super(scope, id);
    this.logGroup = new logs.LogGroup(this, 'LogGroup', {
      retention: props.logRetention,
      encryptionKey: props.encryptionKey,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new iam.Role(this, 'Resource', {
      description: props.description,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    });
    this.logGroup.grantWrite(this.role);
    acknowledgeInlinePolicies(this.role);
    if (props.inVpc === true) allowNetworkInterfaces(this.role);
  }
}

/** What the managed policy AWSLambdaVPCAccessExecutionRole allows, without its access to all log groups. */
function allowNetworkInterfaces(role: iam.Role): void {
  // Lambda makes the interfaces itself, under ids nobody knows before, and describing cannot be narrowed.
  const statement = { actions: NETWORK_INTERFACE_ACTIONS, resources: ['*'] };
  role.addToPolicy(new iam.PolicyStatement({ sid: 'ManageNetworkInterfaces', ...statement }));
  role.addToPolicy(
    new iam.PolicyStatement({
      sid: 'DenyNetworkInterfacesToCode',
      effect: iam.Effect.DENY,
      ...statement,
      // Set in requests of the function's code, not in those of Lambda itself.
      conditions: { Null: { 'lambda:SourceFunctionArn': 'false' } },
    }),
  );
  acknowledge(
    role,
    'Lambda itself makes the network interfaces of the function, under ids that are not known before, and describing them cannot be narrowed. The code of the function is denied all of it.',
    ['AwsSolutions-IAM5[Resource::*]'],
  );
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
const NETWORK_INTERFACE_ACTIONS = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];
