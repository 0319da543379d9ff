import { Duration, aws_apigateway as apigateway, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { handlerCode } from '../support/handler-code';
import { AuthorizerVariable } from './authorizer-handler/environment';
import { acknowledgeFunction, functionDefaults } from './function-defaults';
import { FunctionRole } from './function-role';
import { serviceLogGroup, type LogOptions } from './service-log-group';

/** Who issues the tokens of the callers. */
export interface OidcIssuer {
  /** Address of the issuer, exactly as tokens name it in `iss`, e.g. `https://login.example.com`. */
  readonly issuer: string;

  /** Audiences; a token must be made out for at least one. */
  readonly audience: readonly string[];
}

export interface OidcAuthorizerProps extends OidcIssuer, LogOptions {
  /** Whether X-Ray traces the function. */
  readonly tracing: boolean;
}

/**
 * Lets in who has a valid token of an OIDC issuer.
 *
 * A function, because REST APIs cannot check tokens of issuers other than Cognito. It is outside of any network, because
 * it must reach the issuer's keys on the internet; it reaches nothing of the tenant's.
 */
export class OidcAuthorizer extends Construct {
  public readonly authorizer: apigateway.TokenAuthorizer;

  public constructor(scope: Construct, id: string, props: OidcAuthorizerProps) {
    super(scope, id);
    const { issuer, audience, encryptionKey, tracing } = props;

    const logGroup = serviceLogGroup(this, 'LogGroup', props);
    const role = new FunctionRole(this, 'Role', {
      description: 'Checks the tokens of the callers of the API',
      logGroup,
      inVpc: false,
    });
    const handler = new lambda.Function(this, 'Function', {
      ...functionDefaults(),
      code: handlerCode('tenant-api', 'authorizer-handler'),
      handler: 'index.handler',
      description: 'Checks the tokens of the callers of the API',
      memorySize: MEMORY_MIB,
      timeout: TIMEOUT,
      role,
      environment: { [AuthorizerVariable.issuer]: issuer, [AuthorizerVariable.audience]: JSON.stringify(audience) },
      environmentEncryption: encryptionKey,
      logGroup,
      tracing: tracing ? lambda.Tracing.ACTIVE : lambda.Tracing.DISABLED,
    });
    this.authorizer = new apigateway.TokenAuthorizer(this, 'Resource', {
      handler,
      validationRegex: BEARER_TOKEN,
      resultsCacheTtl: ANSWER_LIFETIME,
    });

    role.acknowledgePolicy({ tracing });
    acknowledgeFunction(handler);
    acknowledge(
      handler,
      'The function must reach the keys of the issuer on the internet, and has no permission and no route to anything of the tenant.',
      ['HIPAA.Security-LambdaInsideVPC', 'NIST.800.53.R5-LambdaInsideVPC', 'PCI.DSS.321-LambdaInsideVPC'],
    );
  }
}

/** Acknowledges what rule packs say of methods that this authorizer guards. */
export function acknowledgeOidcMethods(methods: readonly apigateway.Method[]): void {
  for (const method of methods) {
    const resource = method.node.defaultChild;
    if (!(resource instanceof apigateway.CfnMethod)) continue;
    if (resource.authorizationType !== apigateway.AuthorizationType.CUSTOM) continue;
    acknowledge(
      method,
      "The tenant's people are known to an issuer of its own; its tokens are checked by a function.",
      ['AwsSolutions-COG4'],
    );
  }
}

/** API Gateway itself answers everything else with 401, and no function has to run. */
const BEARER_TOKEN = '^[Bb]earer +[-_0-9A-Za-z]+\\.[-_0-9A-Za-z]+\\.[-_0-9A-Za-z]+$';

/** How long API Gateway remembers an answer, and so how long a revoked token may still be accepted. */
const ANSWER_LIFETIME = Duration.minutes(5);

/** Enough for two attempts at fetching the keys. */
const TIMEOUT = Duration.seconds(10);

const MEMORY_MIB = 256;
