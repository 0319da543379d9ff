import type { aws_ec2 as ec2, aws_kms as kms, aws_logs as logs } from 'aws-cdk-lib';
import type { Callers } from './api-authorizer';
import type { CustomDomain } from './api-domain';
import type { Quota, Throttle } from './api-usage';
import type { Deployment } from './service-alias';

export interface TenantApiProps {
  /** Name people see in the console, e.g. the tenant's id; can be changed without replacing anything. */
  readonly name: string;

  /**
   * The service behind the API: a TypeScript or JavaScript file that exports `handler`, bundled at synthesis.
   *
   * It gets every request under `/` of authorized callers, and `GET /health` of operators.
   *
   * @default - the sample service, which keeps notes in the database that `environment` names
   */
  readonly service?: { readonly entry: string };

  /**
   * Network the service is attached to.
   *
   * @default - none
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Subnets of the network for the service.
   *
   * @default - those with a route out, or else the isolated ones
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * Security groups of the service.
   *
   * @default - one of its own, which lets everything out and nothing in
   */
  readonly securityGroups?: readonly ec2.ISecurityGroup[];

  /**
   * Environment variables of the service; never secrets.
   *
   * @default - those the construct itself sets
   */
  readonly environment?: Readonly<Record<string, string>>;

  /**
   * Key that encrypts logs and environment variables.
   *
   * Its policy must let CloudWatch Logs use it.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   */
  readonly encryptionKey: kms.IKey;

  /** How fast requests may come: of all callers together, and of the tenant's API key. */
  readonly throttle: Throttle;

  /** How many requests the tenant's API key is good for. */
  readonly quota: Quota;

  /**
   * Lets pages of these origins call from a browser.
   *
   * API Gateway answers preflights; the service finds the origins as a JSON array in `CORS_ALLOW_ORIGINS` and must name
   * the caller's in its answers.
   *
   * @default - no page can call
   */
  readonly cors?: { readonly allowOrigins: readonly string[] };

  /**
   * Who may call: the people of a user pool, or holders of a token of an OIDC issuer.
   *
   * @default - the people of a new user pool, which outlives the stack
   */
  readonly authorizer?: Callers;

  /**
   * A name of the tenant's own. The API then answers under this name alone.
   *
   * @default - the name AWS gives to the API
   */
  readonly customDomain?: CustomDomain;

  /**
   * Whether a web application firewall stands before the API; about $9 a month.
   *
   * @default false
   */
  readonly webAcl?: boolean;

  /**
   * How long a line of any of the logs is kept.
   *
   * @default logs.RetentionDays.ONE_YEAR
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * How a new version of the service takes over.
   *
   * @default 'canary'
   */
  readonly deployment?: Deployment;

  /**
   * Whether X-Ray traces requests.
   *
   * @default true
   */
  readonly tracing?: boolean;
}
