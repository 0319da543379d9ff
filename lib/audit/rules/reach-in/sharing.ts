import type { Severity } from '../../finding';
import { isOwn, ownerOf } from '../../principals/account-of';
import { callerOfAccount, namedPrincipals } from '../../principals/caller';
import type { Leaf, Rule, StackView, Violation } from '../../rule';
import { type Text, describeText, literalText } from '../../values/value';
import { isSearchedFor } from '../../sweep/free-text';
import { isDeclared } from './grants';

/** Grants that are no policy: who is named is let in. */
export const sharing: Rule = {
  id: 'reach-in/sharing',
  severity: 'high',
  claim: "Nothing of a tenant is shared with another account but the operator's named principals.",
  explanation:
    'Permissions of functions and layers, resource shares, endpoint services, event buses, images and snapshots are shared by naming accounts, without a policy that shows it.',
  fix: "share within the tenant's own account alone, or take the sharing out",
  *checkStack(view) {
    for (const [logicalId, { Type: type, Properties: properties = {} }] of view.resources) {
      if (type === 'AWS::Lambda::Permission') yield* judgePermission(view, logicalId, properties);
      else yield* judgeLeaves(view, logicalId, type);
    }
  },
};

/** Type → properties whose values are let in. */
const SHARES: Readonly<Record<string, RegExp>> = {
  'AWS::EC2::VPCEndpointServicePermissions': /^AllowedPrincipals$/,
  'AWS::Events::EventBusPolicy': /^Principal$/,
  'AWS::Lambda::LayerVersionPermission': /^(Principal|OrganizationId)$/,
  'AWS::LakeFormation::DataLakeSettings': /^(DataLakePrincipalIdentifier|TrustedResourceOwners)$/,
  'AWS::LakeFormation::Permissions': /^DataLakePrincipalIdentifier$/,
  'AWS::LakeFormation::PrincipalPermissions': /^DataLakePrincipalIdentifier$/,
  'AWS::RAM::ResourceShare': /^Principals$/,
  'AWS::Redshift::EndpointAuthorization': /^Account$/,
  'AWS::ServiceCatalog::PortfolioShare': /^AccountId$/,
  'AWS::ServiceCatalog::PortfolioPrincipalAssociation': /^PrincipalARN$/,
};

/** How some services write an account's principals: `111122223333:IAMPrincipals`, `saml/111122223333/…`. */
const OWN_SPELLINGS = /^(?:saml\/)?(\d{12})[:/]/;

/** Parameters of calls by which snapshots, images, documents and the like are shared, in whatever resource makes the call. */
const SHARING_PARAMETERS =
  /^(UserIds?|UserGroups?|GroupNames?|Group|AccountIds?ToAdd|AccountIdsToAdd|ValuesToAdd|SharedAccountIds|SharedWith|LaunchPermissions?|CreateVolumePermissions?|OrganizationArns?|OrganizationalUnitArns?|TargetAccountIds|AllowedPrincipals|AddAllowedPrincipals)$/i;

/** Resources that make such calls, or take such settings. */
const CALLERS =
  /^(Custom::|AWS::CloudFormation::CustomResource|AWS::ImageBuilder::|AWS::StepFunctions::|AWS::SSM::|AWS::Events::|AWS::Scheduler::|AWS::DLM::)/;

function* judgeLeaves(view: StackView, logicalId: string, type: string): Generator<Violation> {
  const table = SHARES[type];
  const shares = table ?? (CALLERS.test(type) || !type.startsWith('AWS::') ? SHARING_PARAMETERS : undefined);
  for (const leaf of view.leaves(logicalId)) {
    if (isSearchedFor(leaf.properties)) continue;
    yield* judgeAcl(logicalId, type, leaf);
    const isNamed = table === undefined && isPrincipal(leaf);
    if (!isNamed && !leaf.properties.some((property) => shares?.test(property))) continue;
    for (const text of leaf.value) yield* judgeText(view, logicalId, leaf, text, isNamed || table !== undefined);
  }
}

/** Types that nobody has listed grant by a property of that name, too; in a statement, the rules on policies judge it. */
function isPrincipal({ properties }: Leaf): boolean {
  if (properties.some((property) => /^statements?$/i.test(property))) return false;
  const isFlat = /^Principals?$/i.test(properties[0] ?? '') && properties.length <= 2;
  return isFlat || (properties.length > 1 && /^(Grantee)?Principals?$/i.test(properties.at(-1) ?? ''));
}

/** Lists of access that S3 knows by name; those of buckets are judged as what is public. */
function* judgeAcl(logicalId: string, type: string, { path, properties, value }: Leaf): Generator<Violation> {
  if (type === 'AWS::S3::Bucket' || !/acl$/i.test(properties.at(-1) ?? '')) return;
  for (const text of value) {
    const list = literalText(text);
    if (!/^(public-?read(-?write)?|authenticated-?read)$/i.test(list ?? '')) continue;
    yield { logicalId, path, severity: 'critical', message: `it is shared with everybody ("${list}")` };
  }
}

function* judgeText(
  view: StackView,
  logicalId: string,
  { path }: Leaf,
  text: Text,
  mustBeKnown: boolean,
): Generator<Violation> {
  const value = literalText(text);
  const organization = /:organizations::|^o-[a-z0-9]{10,32}$|^ou-/.test(value ?? '');
  if (value === '*' || value?.toLowerCase() === 'all') {
    yield { logicalId, path, severity: 'critical', message: `it is shared with everybody ("${value}")` };
    return;
  }
  if (organization) {
    yield { logicalId, path, severity: 'critical', message: `it is shared with ${value}, and so with other tenants` };
    return;
  }
  const owner = ownerOf(text);
  const account = owner.kind === 'account' ? owner.account : OWN_SPELLINGS.exec(value ?? '')?.[1];
  if (account !== undefined) {
    yield* judgeAccount(view, logicalId, path, account, value);
    return;
  }
  if (mustBeKnown && (owner.kind === 'unknown' || text.some(({ kind }) => kind === 'unknown'))) {
    yield {
      logicalId,
      path,
      message: `it is shared with ${describeText(text)}, which is not known before the deployment`,
    };
  }
}

function* judgeAccount(
  view: StackView,
  logicalId: string,
  path: string,
  account: string,
  arn?: string,
): Generator<Violation> {
  if (account === view.stack.account || isDeclared(view, account)) return;
  if (arn !== undefined && namedPrincipals(view.fleet).has(arn)) return;
  const caller = callerOfAccount(view.fleet, account);
  const severity: Severity = caller.kind === 'tenant' ? 'critical' : 'high';
  yield { logicalId, path, severity, message: `it is shared with ${caller.name}` };
}

/** A function's permission is a policy of one statement, each element a property of its own. */
function* judgePermission(
  view: StackView,
  logicalId: string,
  properties: Readonly<Record<string, unknown>>,
): Generator<Violation> {
  const narrowing = ['SourceAccount', 'SourceArn'].filter((name) => properties[name] !== undefined);
  const owners = narrowing.flatMap((name) =>
    view.evaluate(properties[name]).map((text) => ({ name, owner: ownerOf(text), text })),
  );
  const foreign = owners.find(
    ({ owner }) => owner.kind === 'account' && owner.account !== view.stack.account && !isDeclared(view, owner.account),
  );
  if (foreign?.owner.kind === 'account') {
    yield* judgeAccount(view, logicalId, `Properties.${foreign.name}`, foreign.owner.account);
    return;
  }
  // Each must be so, whichever of its variants is deployed.
  const isForOwn = narrowing.some((name) =>
    view.evaluate(properties[name]).every((text) => isOwn(text, view.stack.account)),
  );
  for (const text of view.evaluate(properties.Principal)) {
    const value = literalText(text);
    const path = 'Properties.Principal';
    if (value !== undefined && /^[\w.-]+\.amazonaws\.com(\.cn)?$/.test(value)) {
      if (isForOwn) continue;
      const weak = narrowing[0];
      yield {
        logicalId,
        path: `Properties.${weak ?? 'SourceArn'}`,
        severity: 'medium',
        message: `${value} may invoke the function for whomever it works${weak === undefined ? '' : `: ${weak} names no account of the tenant's`}`,
        fix: 'give SourceArn or SourceAccount of the tenant',
      };
      continue;
    }
    const owner = ownerOf(text);
    if (owner.kind === 'own') continue;
    if (owner.kind === 'account') {
      yield* judgeAccount(view, logicalId, path, owner.account, value);
      continue;
    }
    // A principal that is anybody may still be held to the own account.
    if (isForOwn && value === '*') continue;
    const organization =
      properties.PrincipalOrgID === undefined
        ? undefined
        : describeText(view.evaluate(properties.PrincipalOrgID)[0] ?? []);
    yield {
      logicalId,
      path: organization === undefined ? path : 'Properties.PrincipalOrgID',
      severity: 'critical',
      message:
        organization === undefined
          ? `${describeText(text)} may invoke the function`
          : `all of organization ${organization} may invoke the function, other tenants too`,
    };
  }
}
