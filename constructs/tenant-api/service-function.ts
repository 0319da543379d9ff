import { Duration, aws_lambda as lambda, aws_lambda_nodejs as nodejs } from 'aws-cdk-lib';
import type { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { handlerCode } from '../support/handler-code';
import { acknowledgeFunction, functionDefaults } from './function-defaults';
import { FunctionRole } from './function-role';
import { serviceLogGroup, type LogOptions } from './service-log-group';

export interface ServiceFunctionProps extends LogOptions {
  /**
   * TypeScript or JavaScript file that exports `handler`, bundled at synthesis.
   *
   * @default - the sample service
   */
  readonly entry?: string;

  /**
   * Network the function is attached to.
   *
   * @default - none
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Subnets of the network.
   *
   * @default - those with a route out, or else the isolated ones
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * Security groups of the function.
   *
   * @default - one of its own, which lets everything out and nothing in
   */
  readonly securityGroups?: readonly ec2.ISecurityGroup[];

  /** Environment variables of the function; never secrets. */
  readonly environment: Readonly<Record<string, string>>;

  /** Whether X-Ray traces the function. */
  readonly tracing: boolean;
}

/** The function behind the API, with a role and logs of its own. */
export class ServiceFunction extends Construct {
  public readonly function: lambda.Function;

  public constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { entry, vpc, encryptionKey, tracing } = props;

    const logGroup = serviceLogGroup(this, 'LogGroup', props);
    const role = new FunctionRole(this, 'Role', {
      description: 'Runs the service behind the API',
      logGroup,
      inVpc: vpc !== undefined,
    });
    this.function = new nodejs.NodejsFunction(this, 'Resource', {
      ...functionDefaults(),
      ...(entry === undefined ? sampleService() : { entry, bundling: bundling() }),
      description: 'The service behind the API',
      memorySize: MEMORY_MIB,
      timeout: TIMEOUT,
      role,
      vpc,
      vpcSubnets: props.subnets,
      securityGroups: props.securityGroups && [...props.securityGroups],
      environment: { NODE_EXTRA_CA_CERTS: LAMBDA_CERTIFICATES, ...props.environment },
      environmentEncryption: encryptionKey,
      logGroup,
      tracing: tracing ? lambda.Tracing.ACTIVE : lambda.Tracing.DISABLED,
    });

    role.acknowledgePolicy({ tracing });
    acknowledgeFunction(this.function);
    if (vpc === undefined) {
      acknowledge(this.function, 'No network was given: the service uses none of the resources that live in one.', [
        'HIPAA.Security-LambdaInsideVPC',
        'NIST.800.53.R5-LambdaInsideVPC',
        'PCI.DSS.321-LambdaInsideVPC',
      ]);
    }
  }
}

/**
 * API Gateway gives up on an integration after 29 seconds; the function must end first, or its work goes on unseen.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
const TIMEOUT = Duration.seconds(28);

/** CPU comes with memory, and a cold start is mostly CPU. */
const MEMORY_MIB = 512;

/**
 * Amazon's certificate authorities, which signed the certificates of RDS; Node alone does not know them.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
 */
const LAMBDA_CERTIFICATES = '/var/runtime/ca-cert.pem';

function sampleService() {
  return { code: handlerCode('tenant-api', 'handler'), handler: 'index.handler' };
}

/** The SDK of AWS is left out: the runtime has it. */
function bundling(): nodejs.BundlingOptions {
  return { target: 'node24', minify: true };
}
