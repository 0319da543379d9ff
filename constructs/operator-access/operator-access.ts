import { Duration, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { OperatorTrust } from '../policies/assume-operator-role';
import { denyApiKeyReads } from '../policies/deny-api-key-reads';
import { denyDataReads } from '../policies/deny-data-reads';
import { denyLogReads } from '../policies/deny-log-reads';
import { acknowledge } from '../support/acknowledge';
import { assertProps } from '../support/assert-props';
import { operatorAccessRules } from './operator-access-rules';
import { OperatePolicy } from './operate-policy';
import { OperatorBoundary } from './operator-boundary';
import { OperatorPrincipal } from './operator-principal';

/** Name of the roles, policies and alarm when none is given. */
const DEFAULT_NAME_PREFIX = 'tenantry';

/** An emergency is over, or asked for again, after an hour. */
const BREAK_GLASS_SESSION = Duration.hours(1);

/** Props of {@link OperatorAccess}. */
export interface OperatorAccessProps {
  /** Organization the operator's principals belong to, e.g. `o-a1b2c3d4e5`. */
  readonly organizationId: string;

  /** What the operator must present to be let in; another one for every account. 2 to 1,224 characters. */
  readonly externalId: string;

  /** ARNs of the roles and users that may see how the account is set up. They must exist when the role is deployed. */
  readonly readOnly: readonly string[];

  /** ARNs of the roles and users that may look after the account. They must exist when the role is deployed. */
  readonly operate: readonly string[];

  /** ARNs of the IAM users that may administer the account in an emergency. They must exist when the role is deployed. */
  readonly breakGlass: readonly string[];

  /**
   * Beginning of the names of roles and policies.
   *
   * Roles have fixed names, because people, runbooks and service control policies call them by name.
   *
   * @default 'tenantry'
   */
  readonly namePrefix?: string;

  /**
   * Longest session of the read-only and the operate role, 1 to 12 hours.
   *
   * A caller who is in a role already gets an hour at most, whatever is said here: AWS limits role chaining.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
   * @default Duration.hours(4)
   */
  readonly maxSessionDuration?: Duration;

  /**
   * Regions the operator may work in.
   *
   * @default - the boundary sets no limit; the organization's policies do
   */
  readonly allowedRegions?: readonly string[];
}

/** The operator's roles in an account. */
export interface OperatorRoles {
  /** For auditors: how everything is configured, but no data and no logs. */
  readonly readOnly: iam.Role;
  /** For on-call: logs, snapshots, restores, stopping a release; no data, no IAM. */
  readonly operate: iam.Role;
  /** For emergencies: everything the boundary leaves. */
  readonly breakGlass: iam.Role;
}

/**
 * The roles by which the central operator gets into a tenant's account; nobody else from outside does.
 *
 * Defines three roles (`tenantry-read-only`, `tenantry-operate`, `tenantry-break-glass`), their policies and one permissions
 * boundary on all of them. Each trusts exactly the named principals, in the organization, with the external
 * id. For operate and break-glass, the session must carry the tag `tenantry:ticket`, which the account's API
 * records then show.
 *
 * **Break-glass is for IAM users of the operator account** who each have a TOTP device, and this is not a matter of taste: the
 * trust asks for `aws:MultiFactorAuthPresent`, and AWS sets that only for a user who passes a code with the call, or
 * who has a session from `GetSessionToken` with one. A session of a role carries no MFA, whoever assumed it and however, and neither
 * does one of IAM Identity Center, whose MFA happens before AWS is reached. Such users also still get in while
 * the identity provider is down. FIDO keys do not help, because `AssumeRole` takes codes only; nor does the console's
 * switch-role page, which knows no external id and no session tag. The session is named after the user:
 *
 * ```sh
 * aws sts assume-role --role-arn arn:aws:iam::111122223333:role/tenantry-break-glass --role-session-name "$USER_NAME" \
 *   --external-id "$EXTERNAL_ID" --tags Key=tenantry:ticket,Value=INC-42 --serial-number "$MFA_DEVICE" --token-code 123456
 * ```
 *
 * Use the endpoint of STS in the account's home region, where `BreakGlassAlarm` listens. IAM stores a principal by its
 * internal id: one that was deleted and made again under its name is not trusted until the role is deployed with another change.
 *
 * @example
 * new OperatorAccess(this, 'Operator', {
 *   organizationId: 'o-a1b2c3d4e5',
 *   externalId: 'acme-7f3a9c',
 *   readOnly: ['arn:aws:iam::444455556666:role/auditor'],
 *   operate: ['arn:aws:iam::444455556666:role/on-call'],
 *   breakGlass: ['arn:aws:iam::444455556666:user/break-glass-1'],
 * });
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export class OperatorAccess extends Construct {
  /** The roles, by what they are for. */
  public readonly roles: OperatorRoles;

  /** What none of the roles may do; also the boundary of every role made with them. */
  public readonly boundary: iam.ManagedPolicy;

  public constructor(scope: Construct, id: string, props: OperatorAccessProps) {
    super(scope, id);
    assertProps(this, props, operatorAccessRules);

    const { organizationId, externalId, namePrefix = DEFAULT_NAME_PREFIX, allowedRegions } = props;
    const normalSession = props.maxSessionDuration ?? Duration.hours(4);

    this.boundary = new OperatorBoundary(this, 'Boundary', { namePrefix, allowedRegions });
    const noDataReads = new iam.ManagedPolicy(this, 'NoDataReads', {
      managedPolicyName: `${namePrefix}-no-data-reads`,
      description: 'Neither data nor secrets nor API keys',
      statements: [denyDataReads(), denyApiKeyReads()],
    });
    const noLogReads = new iam.ManagedPolicy(this, 'NoLogReads', {
      managedPolicyName: `${namePrefix}-no-log-reads`,
      description: 'Neither logs nor traces nor SQL statements',
      statements: [denyLogReads()],
    });
    const operate = new OperatePolicy(this, 'OperatePolicy', { managedPolicyName: `${namePrefix}-operate` });

    this.roles = {
      readOnly: this.role('ReadOnly', {
        roleName: `${namePrefix}-read-only`,
        description: 'Auditors of the operator: configuration, but neither data nor logs',
        trust: { principals: props.readOnly, organizationId, externalId },
        maxSessionDuration: normalSession,
        managedPolicies: [
          awsManaged('SecurityAudit'),
          awsManaged('job-function/ViewOnlyAccess'),
          noDataReads,
          noLogReads,
        ],
      }),
      operate: this.role('Operate', {
        roleName: `${namePrefix}-operate`,
        description: 'On-call of the operator: logs, snapshots, restores, stopping a release',
        trust: { principals: props.operate, organizationId, externalId, ticketRequired: true },
        maxSessionDuration: normalSession,
        managedPolicies: [operate, noDataReads],
      }),
      breakGlass: this.role('BreakGlass', {
        roleName: `${namePrefix}-break-glass`,
        description: 'Emergencies: everything the permissions boundary leaves; every use raises an alarm',
        trust: { principals: props.breakGlass, organizationId, externalId, ticketRequired: true, mfaRequired: true },
        maxSessionDuration: BREAK_GLASS_SESSION,
        managedPolicies: [awsManaged('AdministratorAccess')],
      }),
    };

    acknowledge(
      this.roles.readOnly,
      'AWS keeps the audit policies up to date with its services; data and logs are denied by policies of our own.',
      [
        'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/SecurityAudit]',
        'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/job-function/ViewOnlyAccess]',
      ],
    );
    acknowledge(
      this.roles.breakGlass,
      'An emergency cannot be foreseen; the boundary, MFA, one hour and an alarm limit the administrator.',
      ['AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AdministratorAccess]'],
    );
  }

  private role(
    id: string,
    { trust, ...props }: Omit<iam.RoleProps, 'assumedBy'> & { readonly trust: OperatorTrust },
  ): iam.Role {
    return new iam.Role(this, id, {
      ...props,
      assumedBy: new OperatorPrincipal(trust),
      permissionsBoundary: this.boundary,
    });
  }
}

function awsManaged(name: string): iam.IManagedPolicy {
  return iam.ManagedPolicy.fromAwsManagedPolicyName(name);
}
