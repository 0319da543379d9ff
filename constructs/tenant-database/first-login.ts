import { CustomResource, Duration, Stack, aws_iam as iam, aws_lambda as lambda, custom_resources } from 'aws-cdk-lib';
import type {
  aws_ec2 as ec2,
  aws_kms as kms,
  aws_logs as logs,
  aws_secretsmanager as secretsmanager,
} from 'aws-cdk-lib';
import { Construct, type IDependable } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { handlerCode } from '../support/handler-code';
import { acknowledgeDeploymentFunction, acknowledgeOutsideNetwork } from '../support/acknowledge-function';
import { FIRST_LOGIN_RESOURCE_TYPE, type FirstLoginProperties, PREPARATION_VERSION } from './first-login-handler/event';
import { LoggingRole } from '../support/logging-role';
import { POSTGRES_PORT } from './postgres-port';

export interface FirstLoginProps {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  /** Lets the function inside the network reach the database itself. */
  readonly securityGroup: ec2.ISecurityGroup;
  /** Instance or cluster with all that must be there before the log-in. */
  readonly database: IDependable;
  /** Host of the database itself; a proxy cannot be used before there is a user. */
  readonly host: string;
  readonly databaseName: string;
  readonly serviceUser: string;
  readonly idleSessionTimeout: Duration;
  readonly masterSecret: secretsmanager.ISecret;
  readonly encryptionKey: kms.IKey;
  readonly logRetention: logs.RetentionDays;
}

/**
 * Logs in once with the master user's password, and makes the user that logs in without one.
 *
 * The network has no way to Secrets Manager. So a function outside reads the master secret and hands it to one
 * inside, in the payload of a synchronous invocation: Lambda neither stores nor logs it.
 */
export class FirstLogin extends Construct {
  /** Done when the service user can log in. */
  public readonly resource: CustomResource;

  public constructor(scope: Construct, id: string, props: FirstLoginProps) {
    super(scope, id);
    const prepare = this.definePrepare(props);
    const firstLogin = this.defineFirstLogin(props, prepare);
    const properties: FirstLoginProperties = {
      Host: props.host,
      Port: String(POSTGRES_PORT),
      DatabaseName: props.databaseName,
      ServiceUser: props.serviceUser,
      IdleSessionTimeoutSeconds: String(props.idleSessionTimeout.toSeconds()),
      MasterSecretArn: props.masterSecret.secretArn,
      PrepareFunctionName: prepare.functionName,
      PreparationVersion: PREPARATION_VERSION,
    };
    this.resource = new CustomResource(this, 'Resource', {
      resourceType: FIRST_LOGIN_RESOURCE_TYPE,
      serviceToken: this.defineProvider(props, firstLogin).serviceToken,
      properties: { ...properties },
    });
    // The host of a cluster is there before anything answers at it.
    this.resource.node.addDependency(props.database);
  }

  private definePrepare(props: FirstLoginProps): lambda.Function {
    const role = new LoggingRole(this, 'PrepareRole', {
      description: 'Prepares the tenant database, inside its network',
      logRetention: props.logRetention,
      encryptionKey: props.encryptionKey,
      inVpc: true,
    });
    const prepare = new lambda.Function(this, 'Prepare', {
      description: 'Makes the service user of the tenant database',
      ...RUNTIME,
      code: handlerCode('tenant-database', 'prepare-handler'),
      timeout: Duration.seconds(90),
      vpc: props.vpc,
      vpcSubnets: props.subnets,
      securityGroups: [props.securityGroup],
      // Where the runtime keeps the certificate authorities of RDS.
      // https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-certificate-loading
      environment: { NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem' },
      role: role.role,
      logGroup: role.logGroup,
    });
    acknowledgeDeploymentFunction(prepare);
    return prepare;
  }

  private defineFirstLogin(props: FirstLoginProps, prepare: lambda.IFunction): lambda.Function {
    const { role, logGroup } = new LoggingRole(this, 'HandlerRole', {
      description: 'Has the tenant database prepared, with the master secret',
      logRetention: props.logRetention,
      encryptionKey: props.encryptionKey,
    });
    role.addToPolicy(
      new iam.PolicyStatement({
        sid: 'ReadMasterSecret',
        actions: ['secretsmanager:GetSecretValue'],
        resources: [props.masterSecret.secretArn],
      }),
    );
    role.addToPolicy(
      new iam.PolicyStatement({
        sid: 'DecryptMasterSecret',
        actions: ['kms:Decrypt'],
        resources: [props.encryptionKey.keyArn],
        conditions: {
          StringEquals: {
            'kms:ViaService': `secretsmanager.${Stack.of(this).region}.${Stack.of(this).urlSuffix}`,
            'kms:EncryptionContext:SecretARN': props.masterSecret.secretArn,
          },
        },
      }),
    );
    role.addToPolicy(
      new iam.PolicyStatement({
        sid: 'InvokePrepare',
        actions: ['lambda:InvokeFunction'],
        resources: [prepare.functionArn],
      }),
    );
    const handler = new lambda.Function(this, 'Handler', {
      description: 'Has the tenant database prepared for its service',
      ...RUNTIME,
      code: handlerCode('tenant-database', 'first-login-handler'),
      // Eight attempts of 35 seconds and the pauses between them.
      timeout: Duration.minutes(10),
      role,
      logGroup,
    });
    acknowledgeDeploymentFunction(handler);
    acknowledgeOutsideNetwork(handler);
    return handler;
  }

  private defineProvider(props: FirstLoginProps, onEventHandler: lambda.Function): custom_resources.Provider {
    const { role, logGroup } = new LoggingRole(this, 'ProviderRole', {
      description: 'Answers CloudFormation about the first log-in to the tenant database',
      logRetention: props.logRetention,
      encryptionKey: props.encryptionKey,
    });
    const provider = new custom_resources.Provider(this, 'Provider', {
      onEventHandler,
      frameworkOnEventRole: role,
      logGroup,
    });
    const framework = provider.node.findChild('framework-onEvent') as lambda.Function;
    acknowledgeDeploymentFunction(framework);
    acknowledgeOutsideNetwork(framework);
    const handlerId = Stack.of(this).getLogicalId(onEventHandler.node.defaultChild as lambda.CfnFunction);
    acknowledge(role, 'The wildcard stands for the versions and aliases of the one function; it has none.', [
      `AwsSolutions-IAM5[Resource::<${handlerId}.Arn>:*]`,
    ]);
    return provider;
  }
}

const RUNTIME = {
  runtime: lambda.Runtime.NODEJS_24_X,
  architecture: lambda.Architecture.ARM_64,
  handler: 'index.handler',
  memorySize: 256,
};
