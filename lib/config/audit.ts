/** What a principal must be asked for before a role of a tenant lets it in. */
export type TrustCondition = 'organization' | 'externalId' | 'mfa';

/** A principal of the operator that may be let into tenants' accounts. */
export interface OperatorPrincipal {
  /** ARN of a role or user. */
  readonly arn: string;
  /** Each of these must be asked for wherever the principal is let in. */
  readonly conditions: readonly TrustCondition[];
}

/** A finding of the audit that is accepted for a while. */
export interface AuditException {
  /** Id of the rule, e.g. `public/api-without-authorizer`. */
  readonly rule: string;
  /** Tenant it holds for; undefined means every tenant. Always undefined in a tenant's own file. */
  readonly tenant?: string | undefined;
  /** Stack and logical id, e.g. `acme/Service/Api`, with `*` for any characters; undefined means every resource. */
  readonly resource?: string | undefined;
  /** Who answers for it. */
  readonly owner: string;
  readonly reason: string;
  /** Last day it holds, `YYYY-MM-DD`. */
  readonly expires: string;
}

/** What is legitimate between accounts, beside the operators' roles; nothing else is. */
export interface OrganizationAudit {
  /** Beside the principals of `operators`. */
  readonly operatorPrincipals: readonly OperatorPrincipal[];
  /** ARNs of resources of the operator account that tenants may name, with `*` for any characters; the observability sinks are named already. */
  readonly operatorResources: readonly string[];
  /** Accounts of AWS or a vendor that templates may name, e.g. those that publish layers. */
  readonly awsAccounts: readonly { readonly accountId: string; readonly purpose: string }[];
  readonly exceptions: readonly AuditException[];
}
