import { Duration, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { assumeTenantRoles } from '../policies/assume-tenant-roles';
import { acknowledge } from '../support/acknowledge';
import { shownInFindings } from '../support/shown-in-findings';
import { type PropsRule, assertProps } from '../support/assert-props';

/** Beginning of the names of tenants' roles, and of the policies here, when none is given. */
const DEFAULT_NAME_PREFIX = 'tenantry';

/** Props of {@link OperatorPrincipals}. */
export interface OperatorPrincipalsProps {
  /** Organization tenants' accounts belong to, e.g. `o-a1b2c3d4e5`. */
  readonly organizationId: string;

  /**
   * ARNs of roles of this account that may assume the read-only role of tenants.
   *
   * Roles of IAM Identity Center (`role/aws-reserved/…`) are its own: they are not made, and get the policy `tenantry-assume-read-only` by
   * its name from their permission set.
   */
  readonly readOnly: readonly string[];

  /** The same for the operate role. */
  readonly operate: readonly string[];

  /** ARNs of the IAM users of this account that may assume the break-glass role of tenants. */
  readonly breakGlass: readonly string[];

  /**
   * What the names of tenants' roles and of the policies begin with.
   *
   * @default 'tenantry'
   */
  readonly namePrefix?: string;
}

/**
 * The operator's own principals, which tenants' roles trust (see `OperatorAccess`), each allowed to assume one role in every account of the organization
 * and nothing else.
 *
 * - Roles for `readOnly` and `operate` can be assumed by whoever the operator account's own policies let assume them.
 * - Users for `breakGlass` are made without password, key or device: an administrator gives them these, one by one.
 * - A policy `tenantry-deploy` for those who deploy: it lets them assume the roles of CDK's bootstrap. It is attached to nobody.
 *
 * A principal must exist before a tenant's role names it: deploy this first.
 *
 * @example
 * new OperatorPrincipals(this, 'Principals', {
 *   organizationId: 'o-a1b2c3d4e5',
 *   readOnly: ['arn:aws:iam::444455556666:role/auditor'],
 *   operate: ['arn:aws:iam::444455556666:role/on-call'],
 *   breakGlass: ['arn:aws:iam::444455556666:user/break-glass-1'],
 * });
 */
export class OperatorPrincipals extends Construct {
  public constructor(scope: Construct, id: string, props: OperatorPrincipalsProps) {
    super(scope, id);
    assertProps(this, props, [principalsAreOfThisAccount(Stack.of(this).account)]);
    const { namePrefix = DEFAULT_NAME_PREFIX } = props;
    const assume = (construct: string, name: string) =>
      this.policy(construct, `${namePrefix}-assume-${name}`, props.organizationId, [`${namePrefix}-${name}`]);

    this.roles(props, assume('AssumeReadOnly', 'read-only'), assume('AssumeOperate', 'operate'));
    this.users(props.breakGlass, `${namePrefix}-break-glass`, assume('AssumeBreakGlass', 'break-glass'));
    this.policy('Deploy', `${namePrefix}-deploy`, props.organizationId, ['cdk-*']);
  }

  private policy(id: string, managedPolicyName: string, organizationId: string, roles: string[]): iam.ManagedPolicy {
    const policy = new iam.ManagedPolicy(this, id, {
      managedPolicyName,
      statements: [assumeTenantRoles(this, organizationId, roles)],
    });
    const partition = shownInFindings(Stack.of(this).partition);
    acknowledge(
      policy,
      'Tenants come and go; the condition keeps the policy to accounts of the organization.',
      roles.map((role) => `AwsSolutions-IAM5[Resource::arn:${partition}:iam::*:role/${role}]`),
    );
    return policy;
  }

  private roles(
    { readOnly, operate }: OperatorPrincipalsProps,
    assumeReadOnly: iam.ManagedPolicy,
    assumeOperate: iam.ManagedPolicy,
  ): void {
    const scope = new Construct(this, 'Roles');
    for (const arn of new Set([...readOnly, ...operate])) {
      const { path, name } = parse(arn);
      if (path.startsWith(IDENTITY_CENTER)) continue;
      new iam.Role(scope, name, {
        roleName: name,
        path,
        description: "Assumes roles in tenants' accounts",
        // Whom the operator account lets, by policies of its own.
        assumedBy: new iam.AccountPrincipal(Stack.of(this).account),
        managedPolicies: [
          ...(readOnly.includes(arn) ? [assumeReadOnly] : []),
          ...(operate.includes(arn) ? [assumeOperate] : []),
        ],
        maxSessionDuration: Duration.hours(12),
      });
    }
  }

  private users(arns: readonly string[], groupName: string, policy: iam.ManagedPolicy): void {
    if (arns.length === 0) return;
    const group = new iam.Group(this, 'BreakGlass', { groupName, managedPolicies: [policy] });
    for (const { path, name } of arns.map(parse)) {
      new iam.User(group, name, { userName: name, path, groups: [group] });
    }
  }
}

/** Path of the roles IAM Identity Center makes. */
const IDENTITY_CENTER = '/aws-reserved/';

const PRINCIPAL = /^arn:aws[a-z-]*:iam::(\d{12}):(?:role|user)(\/(?:[\w+=,.@/-]+\/)?)([\w+=,.@-]+)$/;

function parse(arn: string): { readonly account: string; readonly path: string; readonly name: string } {
  const [, account = '', path = '/', name = ''] = PRINCIPAL.exec(arn) ?? [];
  return { account, path, name };
}

function principalsAreOfThisAccount(account: string): PropsRule<OperatorPrincipalsProps> {
  return ({ readOnly, operate, breakGlass }) => {
    const others = [...readOnly, ...operate, ...breakGlass].filter((arn) => parse(arn).account !== account);
    return others.length === 0
      ? undefined
      : `principals must be roles and users of account ${account}, got ${others.map((arn) => `"${arn}"`).join(', ')}`;
  };
}
