import { isLetIn } from '../../policies/access';
import type { PolicyDocument, PolicyStatement, PrincipalElement } from '../../policies/policy-statement';
import { ownerOf } from '../../principals/account-of';
import { type Caller, callerOfAccount, callersOutside } from '../../principals/caller';
import type { StackView } from '../../rule';
import type { Severity } from '../../finding';
import { type Text, describeText, literalText } from '../../values/value';

/** Callers from outside the account that a statement lets in, by one of the principals it names. */
export interface Grant {
  readonly statement: PolicyStatement;
  /** Undefined where it is everybody whom a `NotPrincipal` does not name. */
  readonly element: PrincipalElement | undefined;
  /** As the template names the principal. */
  readonly principal: string;
  /** Worst first. */
  readonly callers: readonly Caller[];
}

/** What is worst about being let in. */
const WORST: readonly Caller['kind'][] = [
  'anonymous',
  'external',
  'tenant',
  'organization',
  'management',
  'operator',
  'operator principal',
  'service',
];

/** Every grant of a policy to callers outside the account, services left out. */
export function grantsOf(view: StackView, document: PolicyDocument): Grant[] {
  const grants: Grant[] = [];
  for (const statement of document.statements) {
    if (statement.effect === 'Deny') continue;
    if (statement.isNotPrincipal) {
      add(statement, undefined, 'everybody but those named', everybody());
      continue;
    }
    for (const element of statement.principals) {
      if (element.kind === 'Service' || element.kind === 'Federated') continue;
      for (const text of element.value) add(statement, element, describeText(text), callersNamed(element, text));
    }
  }
  return grants;

  function add(
    statement: PolicyStatement,
    element: PrincipalElement | undefined,
    principal: string,
    callers: readonly Caller[],
  ): void {
    const { organization } = view.fleet;
    const letIn = callers.filter((caller) =>
      isLetIn(statement, document, { caller, organization, ownAccount: view.stack.account }),
    );
    if (letIn.length === 0) return;
    grants.push({
      statement,
      element,
      principal,
      callers: letIn.toSorted((one, other) => WORST.indexOf(one.kind) - WORST.indexOf(other.kind)),
    });
  }

  function everybody(): readonly Caller[] {
    return [...callersOutside(view.fleet, view.stack.account), ...servicesFor(view)];
  }

  function callersNamed({ kind }: PrincipalElement, text: Text): readonly Caller[] {
    const named = literalText(text);
    if (named === '*') return everybody();
    const owner = ownerOf(text);
    if (owner.kind === 'own' || isOwnOrigin(text)) return [];
    if (owner.kind === 'account') {
      if (owner.account === view.stack.account || isDeclared(view, owner.account)) return [];
      const isOne = named !== undefined && /^arn:[^:]+:(iam|sts)::\d{12}:(?!root$)/.test(named) && !/[*?]/.test(named);
      const caller = callerOfAccount(view.fleet, owner.account, isOne ? named : undefined);
      // The root of an account stands for all of its principals, each with the condition it is asked for.
      const members = callersOutside(view.fleet, view.stack.account).filter(
        ({ account, arn }) => account === owner.account && arn !== undefined,
      );
      return isOne ? [caller] : [caller, ...members];
    }
    if (kind === 'CanonicalUser' || named !== undefined) return [stranger(describeText(text))];
    return everybody();
  }
}

/** AWS services that work for others, told from each other by whom they work for. */
export function servicesFor({ fleet, stack }: StackView, service?: string): readonly Caller[] {
  const known = new Set([
    ...fleet.tenants.flatMap(({ accountId }) => accountId ?? []),
    fleet.organization.operatorAccountId,
    fleet.organization.managementAccountId,
    ...(stack.account === undefined ? [] : [stack.account]),
  ]);
  return [
    {
      kind: 'service',
      ...(service !== undefined && { service }),
      name: 'an AWS service that works for any account',
      mayBeOf: (account) => !known.has(account),
      inOrganization: false,
    },
    {
      kind: 'service',
      ...(service !== undefined && { service }),
      name: 'an AWS service that works for another account of the organization',
      mayBeOf: (account) => account !== stack.account,
      inOrganization: true,
    },
  ];
}

/** Whether the organization's file says that an account of AWS or a vendor may be named. */
export function isDeclared({ fleet }: StackView, account: string): boolean {
  return fleet.organization.audit.awsAccounts.some(({ accountId }) => accountId === account);
}

/** The identity of a CloudFront distribution of the same template. */
function isOwnOrigin(text: Text): boolean {
  const [first] = text;
  return (
    first?.kind === 'text' &&
    /^arn:[^:]+:iam::cloudfront:user\//.test(first.text) &&
    text.length > 1 &&
    text.slice(1).every(({ kind }) => kind === 'resource')
  );
}

/** A principal that names no account: a deleted one, or a canonical user. */
function stranger(name: string): Caller {
  return {
    kind: 'external',
    name: `${name}, whose account it does not say`,
    mayBeOf: () => true,
    inOrganization: undefined,
  };
}

/** How bad it is that these are let in. */
export function severityOf(callers: readonly Caller[]): Severity {
  const [worst] = callers;
  if (worst === undefined) return 'low';
  if (worst.kind === 'anonymous' || worst.kind === 'tenant') return 'critical';
  if (worst.kind === 'external') return worst.account === undefined ? 'critical' : 'high';
  return callers.some(({ kind }) => kind === 'tenant') ? 'critical' : 'high';
}

/** For people: who is let in. */
export function describeCallers(callers: readonly Caller[]): string {
  return [...new Set(callers.map(({ name }) => name))].join(', ');
}
