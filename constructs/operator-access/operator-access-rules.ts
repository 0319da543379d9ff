import { Token } from 'aws-cdk-lib';
import type { PropsRule } from '../support/assert-props';
import type { OperatorAccessProps } from './operator-access';

/** A role or user by its own ARN: no whole account, no session, no wildcard. */
const PRINCIPAL = /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/;
const USER = /^arn:aws[a-z-]*:iam::\d{12}:user\//;

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/;

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

/** The longest name made from it, with `-operator-boundary`, stays far below the 64 characters of a role's name. */
const NAME_PREFIX = /^[a-z][a-z0-9-]{0,31}$/;

const GROUPS = ['readOnly', 'operate', 'breakGlass'] as const;

const organizationIdIsOne: PropsRule<OperatorAccessProps> = ({ organizationId }) =>
  Token.isUnresolved(organizationId) || ORGANIZATION_ID.test(organizationId)
    ? undefined
    : `organizationId must be an organization's id like "o-a1b2c3d4e5", got "${organizationId}"`;

const externalIdIsAllowed: PropsRule<OperatorAccessProps> = ({ externalId }) =>
  Token.isUnresolved(externalId) || EXTERNAL_ID.test(externalId)
    ? undefined
    : `externalId must be 2 to 1224 letters, digits or "_+=,.@:/-", got "${externalId}"`;

const namePrefixFits: PropsRule<OperatorAccessProps> = ({ namePrefix }) =>
  namePrefix === undefined || NAME_PREFIX.test(namePrefix)
    ? undefined
    : `namePrefix must be 1 to 32 lower-case letters, digits or hyphens and start with a letter, got "${namePrefix}"`;

const sessionFits: PropsRule<OperatorAccessProps> = ({ maxSessionDuration }) => {
  if (maxSessionDuration === undefined || maxSessionDuration.isUnresolved()) return undefined;
  const seconds = maxSessionDuration.toSeconds({ integral: false });
  return seconds >= 3600 && seconds <= 43_200
    ? undefined
    : `maxSessionDuration must be 1 to 12 hours, got ${maxSessionDuration.toHumanString()}`;
};

const everyGroupHasPrincipals: PropsRule<OperatorAccessProps> = (props) => {
  const empty = GROUPS.filter((group) => props[group].length === 0);
  return empty.length === 0
    ? undefined
    : `${empty.join(', ')} must name at least one principal of the operator account, got none`;
};

const principalsAreNamed: PropsRule<OperatorAccessProps> = (props) => {
  const unnamed = GROUPS.flatMap((group) => known(props[group]).filter((arn) => !PRINCIPAL.test(arn)));
  return unnamed.length === 0
    ? undefined
    : `principals must be ARNs of a role or user, without wildcards, got ${quoted(unnamed)}`;
};

const breakGlassIsUsers: PropsRule<OperatorAccessProps> = ({ breakGlass }) => {
  const others = known(breakGlass).filter((arn) => PRINCIPAL.test(arn) && !USER.test(arn));
  return others.length === 0
    ? undefined
    : `breakGlass must name IAM users, got ${quoted(others)}; a role's session carries no multi-factor authentication, so it could never assume the break-glass role`;
};

const regionsAreSome: PropsRule<OperatorAccessProps> = ({ allowedRegions }) =>
  allowedRegions?.length === 0
    ? 'allowedRegions must name at least one region, got none; leave it out to set no limit'
    : undefined;

/** What must hold for the props of `OperatorAccess`, in the order in which a reader should fix it. */
export const operatorAccessRules: readonly PropsRule<OperatorAccessProps>[] = [
  organizationIdIsOne,
  externalIdIsAllowed,
  everyGroupHasPrincipals,
  principalsAreNamed,
  breakGlassIsUsers,
  namePrefixFits,
  sessionFits,
  regionsAreSome,
];

function known(arns: readonly string[]): string[] {
  return arns.filter((arn) => !Token.isUnresolved(arn));
}

function quoted(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(', ');
}
