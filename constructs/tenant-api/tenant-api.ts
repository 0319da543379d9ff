import { aws_logs as logs } from 'aws-cdk-lib';
import type { aws_apigateway as apigateway, aws_cognito as cognito, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { assertProps } from '../support/assert-props';
import { ApiAuthorizer } from './api-authorizer';
import { addCustomDomain } from './api-domain';
import { ApiUsage } from './api-usage';
import { ApiWebAcl } from './api-web-acl';
import { ServiceVariable } from './handler/environment';
import { hideInnerWorkings } from './gateway-responses';
import { addHealthRoute } from './health-route';
import { LoggedRestApi } from './logged-rest-api';
import { acknowledgeOidcMethods } from './oidc-authorizer';
import { ServiceAlias } from './service-alias';
import { ServiceFunction } from './service-function';
import type { LogOptions } from './service-log-group';
import { serviceIntegration } from './service-integration';
import { addNotesRoutes, addProxyRoute } from './service-routes';
import { TenantApiGrants } from './tenant-api-grants';
import type { TenantApiProps } from './tenant-api-props';
import { tenantApiRules } from './tenant-api-rules';

export type { TenantApiProps };

/**
 * A tenant's regional REST API in front of one function.
 *
 * Every request is authorized: operators ask for `GET /health` as IAM principals, everybody else needs a token and the
 * tenant's API key. Nothing costs anything while nobody calls, apart from `webAcl` and the alarm of a canary.
 *
 * @example
 * const api = new TenantApi(this, 'Api', {
 *   name: 'acme',
 *   encryptionKey,
 *   throttle: { rateLimit: 50, burstLimit: 100 },
 *   quota: { limit: 1_000_000, period: apigateway.Period.MONTH },
 * });
 * api.grants.invokeHealth(operator);
 */
export class TenantApi extends Construct {
  public readonly api: apigateway.RestApi;

  /** The stage `live`, the only one. */
  public readonly stage: apigateway.Stage;

  /** The function behind the API, to grant it access to other things. */
  public readonly handler: lambda.Function;

  /** The version of the function that requests reach. */
  public readonly alias: lambda.Alias;

  /** Where the API answers, with a slash at the end. */
  public readonly url: string;

  /** The key that counts the tenant's requests. */
  public readonly apiKey: apigateway.IApiKey;

  /** The people who may call, if a user pool says so. */
  public readonly userPool?: cognito.IUserPool;

  /** The application people sign in to; exists if the construct made the user pool. */
  public readonly userPoolClient?: cognito.IUserPoolClient;

  /** The custom domain, if there is one; DNS must point to its `domainNameAliasDomainName`. */
  public readonly domain?: apigateway.IDomainName;

  public readonly grants: TenantApiGrants;

  public constructor(scope: Construct, id: string, props: TenantApiProps) {
    super(scope, id);
    assertProps(this, props, tenantApiRules);
    const { name, encryptionKey, throttle, quota, tracing = true } = props;
    const allowOrigins = props.cors?.allowOrigins;
    const logOptions = { encryptionKey, logRetention: props.logRetention ?? logs.RetentionDays.ONE_YEAR };

    const service = new ServiceFunction(this, 'Service', {
      ...props,
      ...logOptions,
      entry: props.service?.entry,
      environment: {
        ...(allowOrigins && { [ServiceVariable.allowOrigins]: JSON.stringify(allowOrigins) }),
        ...props.environment,
      },
      tracing,
    });
    this.handler = service.function;
    this.alias = new ServiceAlias(this, 'Alias', {
      function: service.function,
      deployment: props.deployment ?? 'canary',
    }).alias;

    this.api = new LoggedRestApi(this, 'Resource', {
      ...logOptions,
      name,
      throttle,
      tracing,
      defaultEndpoint: props.customDomain === undefined,
    });
    this.stage = this.api.deploymentStage;
    hideInnerWorkings(this.api, allowOrigins);

    const { authorizer, userPool, userPoolClient } = new ApiAuthorizer(this, 'Authorizer', {
      ...logOptions,
      name,
      callers: props.authorizer,
      tracing,
    });
    this.userPool = userPool;
    this.userPoolClient = userPoolClient;
    this.addRoutes(props, authorizer);

    this.apiKey = new ApiUsage(this, 'Usage', { api: this.api, throttle, quota }).apiKey;
    this.addWebAcl(props.webAcl ?? false, logOptions);
    this.domain = props.customDomain && addCustomDomain(this, 'Domain', this.api, props.customDomain);
    this.url = props.customDomain === undefined ? this.api.url : `https://${props.customDomain.name}/`;
    this.grants = new TenantApiGrants(this.api);
  }

  private addRoutes({ service, cors }: TenantApiProps, authorizer: apigateway.IAuthorizer): void {
    const { api } = this;
    const integration = serviceIntegration(api, this.alias);
    addHealthRoute(api, integration);

    const requestValidator = api.addRequestValidator('Validator', {
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    const methodOptions = { authorizer, apiKeyRequired: true, requestValidator };
    const routes = { api, integration, methodOptions, allowOrigins: cors?.allowOrigins };
    if (service === undefined) addNotesRoutes(routes);
    else addProxyRoute(routes);
    if (this.userPool === undefined) acknowledgeOidcMethods(api.methods);
  }

  private addWebAcl(webAcl: boolean, logOptions: LogOptions): void {
    if (webAcl) {
      new ApiWebAcl(this, 'WebAcl', { ...logOptions, api: this.api, stage: this.stage });
      return;
    }
    acknowledge(
      this.stage,
      'A firewall costs about $9 a month, several times what the tenant costs otherwise. Every request is authorized before anything of the tenant sees it, bounded by throttle and quota, and validated; webAcl adds the firewall.',
      ['AwsSolutions-APIG3', 'NIST.800.53.R5-APIGWAssociatedWithWAF', 'PCI.DSS.321-APIGWAssociatedWithWAF'],
    );
  }
}
