import type { OperatorPrincipal } from '../../config/audit';
import type { Fleet } from '../rule';

/** A class of callers from outside the account; the classes together are everybody. */
export interface Caller {
  readonly kind:
    | 'tenant'
    | 'operator principal'
    | 'operator'
    | 'management'
    | 'organization'
    | 'external'
    | 'anonymous'
    | 'service';
  /** For people, e.g. `another tenant`. */
  readonly name: string;
  /** Whether a caller of the class may be of this account. */
  readonly mayBeOf: (account: string) => boolean;
  /** The account, where all callers of the class are of one. */
  readonly account?: string;
  /** The ARN, where the class is one principal. */
  readonly arn?: string;
  /** Name of the service, e.g. `events.amazonaws.com`, where it is one. */
  readonly service?: string;
  /** Principals that are classes of their own, and so not in this one. */
  readonly except?: ReadonlySet<string>;
  /** Undefined where that is not known. */
  readonly inOrganization: boolean | undefined;
  /** What the caller is assumed to send; `absent` for a key it does not send. Other keys may have any value. */
  readonly sends?: Readonly<Record<string, string>>;
}

/** Callers from outside of an account, service principals left out. */
export function callersOutside(fleet: Fleet, ownAccount: string | undefined): readonly Caller[] {
  const { operatorAccountId, managementAccountId } = fleet.organization;
  const tenants = new Set(
    fleet.tenants.flatMap(({ accountId }) => (accountId === undefined || accountId === ownAccount ? [] : [accountId])),
  );
  const known = new Set([
    ...tenants,
    operatorAccountId,
    managementAccountId,
    ...(ownAccount === undefined ? [] : [ownAccount]),
  ]);
  const named = namedPrincipals(fleet);
  const outside: Caller[] = [
    { kind: 'anonymous', name: 'anybody, without credentials', mayBeOf: () => false, inOrganization: false },
    { kind: 'external', name: 'any AWS account', mayBeOf: (account) => !known.has(account), inOrganization: false },
    { kind: 'tenant', name: 'other tenants', mayBeOf: (account) => tenants.has(account), inOrganization: true },
    {
      kind: 'organization',
      name: 'other accounts of the organization',
      mayBeOf: (account) => !known.has(account),
      inOrganization: true,
    },
    callerOf('management', 'the management account', managementAccountId),
    { ...callerOf('operator', 'all of the operator account', operatorAccountId), except: new Set(named.keys()) },
    ...[...named.keys()].map((arn): Caller => ({ ...callerOf('operator principal', arn, accountIn(arn)), arn })),
  ];
  return outside.filter(({ account }) => account === undefined || account !== ownAccount);
}

/** The class of callers that a literal account, or a principal of it, belongs to. */
export function callerOfAccount(fleet: Fleet, account: string, arn?: string): Caller {
  const { operatorAccountId, managementAccountId } = fleet.organization;
  if (arn !== undefined && namedPrincipals(fleet).has(arn))
    return { ...callerOf('operator principal', arn, account), arn };
  const tenant = fleet.tenantOfAccount(account);
  const base =
    tenant !== undefined
      ? callerOf('tenant', `tenant ${tenant.id} (${account})`, account)
      : account === operatorAccountId
        ? {
            ...callerOf('operator', `the operator account (${account})`, account),
            except: new Set(namedPrincipals(fleet).keys()),
          }
        : account === managementAccountId
          ? callerOf('management', `the management account (${account})`, account)
          : {
              ...callerOf('external', `account ${account}, which is nobody's the organization names`, account),
              // The registry knows tenants; the organization may have other accounts.
              inOrganization: undefined,
            };
  return arn === undefined ? base : { ...base, arn };
}

/** Every principal of the operator that may be let in, with what it must be asked for. */
export function namedPrincipals({ organization }: Fleet): ReadonlyMap<string, OperatorPrincipal['conditions']> {
  const { readOnly, operate, breakGlass } = organization.operators;
  return new Map<string, OperatorPrincipal['conditions']>([
    ...[...readOnly, ...operate].map((arn) => [arn, ['organization', 'externalId']] as const),
    ...breakGlass.map((arn) => [arn, ['organization', 'externalId', 'mfa']] as const),
    ...organization.audit.operatorPrincipals.map(({ arn, conditions }) => [arn, conditions] as const),
  ]);
}

function callerOf(kind: Caller['kind'], name: string, account: string): Caller {
  return { kind, name, account, mayBeOf: (other) => other === account, inOrganization: true };
}

function accountIn(arn: string): string {
  return arn.split(':')[4] ?? '';
}
