import { Duration, aws_apigateway as apigateway } from 'aws-cdk-lib';
import type { aws_cognito as cognito } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { OidcAuthorizer, type OidcIssuer } from './oidc-authorizer';
import type { LogOptions } from './service-log-group';
import { TenantUserPool } from './tenant-user-pool';

/** Who may call: the people of a user pool, or holders of a token of an OIDC issuer. */
export type Callers = { readonly userPool: cognito.IUserPool } | OidcIssuer;

export interface ApiAuthorizerProps extends LogOptions {
  /** Name of the user pool, if one is made. */
  readonly name: string;

  /**
   * Who may call.
   *
   * @default - the people of a new user pool
   */
  readonly callers?: Callers;

  /** Whether X-Ray traces what is done here. */
  readonly tracing: boolean;
}

/** Decides who may call the API. */
export class ApiAuthorizer extends Construct {
  public readonly authorizer: apigateway.IAuthorizer;

  /** The people who may call, if a user pool decides. */
  public readonly userPool?: cognito.IUserPool;

  /** The application people sign in to, if the pool was made here. */
  public readonly userPoolClient?: cognito.IUserPoolClient;

  public constructor(scope: Construct, id: string, { name, callers, ...options }: ApiAuthorizerProps) {
    super(scope, id);
    if (callers !== undefined && 'issuer' in callers) {
      this.authorizer = new OidcAuthorizer(this, 'Oidc', { ...options, ...callers }).authorizer;
      return;
    }

    if (callers === undefined) {
      const created = new TenantUserPool(this, 'UserPool', { name });
      this.userPool = created.userPool;
      this.userPoolClient = created.client;
    } else {
      this.userPool = callers.userPool;
    }
    this.authorizer = new apigateway.CognitoUserPoolsAuthorizer(this, 'Resource', {
      cognitoUserPools: [this.userPool],
      resultsCacheTtl: ANSWER_LIFETIME,
    });
  }
}

/** How long API Gateway remembers an answer. */
const ANSWER_LIFETIME = Duration.minutes(5);
