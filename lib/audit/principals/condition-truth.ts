import type { Organization } from '../../config/organization';
import type { ConditionEntry } from '../policies/policy-statement';
import { type Truth, and, negate, or } from '../values/condition';
import { type Text, literalText } from '../values/value';
import { isOwn, ownerOf } from './account-of';
import type { Caller } from './caller';

/** What a condition is judged against. */
export interface Request {
  readonly caller: Caller;
  readonly organization: Organization;
  readonly ownAccount: string | undefined;
}

/** What a request has for a key of a condition. */
type Fact = 'absent' | 'anything' | ((text: Text) => Truth);

/**
 * Whether a condition holds for a class of callers: `no` only if it can hold for none of them, `yes` only if it must hold for all.
 *
 * Keys that the caller controls (tags, source address, user agent) exclude nobody.
 */
export function conditionHolds(entry: ConditionEntry, request: Request): Truth {
  const { operator, key, values } = entry;
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(operator) ?? [];
  const fact = factOf(key, request);
  const mayBeAbsent = maySendNothing(key, request.caller);
  if (/^null$/i.test(name)) return isNull(mayBeAbsent ? 'anything' : fact, values.flat());
  const negated = /Not(Equals|Like|IpAddress)/i.test(name) || /^NotIpAddress$/i.test(name);
  // Of no values, all are as they should be, and none is.
  const isOfAll = /^ForAllValues$/i.test(set ?? '');
  const holdsIfAbsent = ifExists !== undefined || isOfAll || (negated && set === undefined);
  if (fact === 'absent') return holdsIfAbsent ? 'yes' : 'no';
  if (fact === 'anything') return 'perhaps';
  // Numbers, dates and addresses are compared in ways in which an account or an ARN is not.
  if (!COMPARES_TEXTS.test(name) && request.caller.sends?.[key] === undefined) return 'perhaps';
  const compare = takesWildcards(name) ? fact : exactly(fact);
  const matches = values.map((value) => anyVariant(value, compare)).reduce(or, 'no');
  const holds = negated ? negate(matches) : matches;
  if (!mayBeAbsent) return holds;
  return holdsIfAbsent ? or(holds, 'perhaps') : and(holds, 'perhaps');
}

const COMPARES_TEXTS = /^(Bool|String(Not)?(Equals(IgnoreCase)?|Like)|Arn(Not)?(Equals|Like))$/i;

/** A service need not say for whom it works, and an account outside of the organization need not be in another. */
function maySendNothing(key: string, { kind, inOrganization, sends }: Caller): boolean {
  if (sends?.[key] !== undefined) return false;
  if (kind === 'service') return key.startsWith('aws:source');
  return inOrganization !== true && key.startsWith('aws:principalorg');
}

/** `StringEquals` takes a star as a star: nobody is called so, but whoever writes it means everybody. */
function exactly(fact: (text: Text) => Truth): (text: Text) => Truth {
  return (text) => (/[*?]/.test(literalText(text) ?? '') ? 'perhaps' : fact(text));
}

function takesWildcards(operator: string): boolean {
  return !/^String(Not)?Equals(IgnoreCase)?$/i.test(operator);
}

/** Any of the variants may be the one that is deployed. */
function anyVariant(value: readonly Text[], fact: (text: Text) => Truth): Truth {
  const truths = new Set(value.map(fact));
  const [only] = truths;
  return truths.size === 1 && only !== undefined ? only : 'perhaps';
}

function isNull(fact: Fact, values: readonly Text[]): Truth {
  const wanted = values.length === 1 ? literalText(values[0]!)?.toLowerCase() : undefined;
  if (fact === 'anything' || (wanted !== 'true' && wanted !== 'false')) return 'perhaps';
  return (fact === 'absent') === (wanted === 'true') ? 'yes' : 'no';
}

function factOf(key: string, { caller, organization, ownAccount }: Request): Fact {
  const sent = caller.sends?.[key];
  if (sent !== undefined) return sent === 'absent' ? 'absent' : (text) => sameText(text, sent);
  const direct = caller.kind !== 'service';
  switch (key) {
    case 'aws:principalaccount':
    case 'kms:calleraccount':
    case 'aws:userid':
      if (key === 'aws:userid') return 'anything';
      if (direct) return caller.kind === 'anonymous' ? 'absent' : (text) => isAccount(text, caller);
      return key === 'kms:calleraccount' ? (text) => isAccount(text, caller) : 'absent';
    case 'aws:principalarn':
      return caller.kind === 'anonymous' || !direct ? 'absent' : (text) => isPrincipal(text, caller);
    case 'aws:principalorgid':
      if (caller.kind === 'anonymous' || !direct) return 'absent';
      return (text) => isOrganization(text, organization.organizationId, caller.inOrganization);
    case 'aws:principalorgpaths':
      if (caller.kind === 'anonymous' || !direct) return 'absent';
      return (text) => isOrganizationPath(text, organization.organizationId, caller.inOrganization);
    case 'aws:principalisawsservice':
      return (text) => sameText(text, direct ? 'false' : 'true');
    case 'aws:sourceaccount':
    case 'aws:sourceowner':
      return direct ? 'absent' : (text) => isAccount(text, caller);
    case 'aws:sourcearn':
      return direct ? 'absent' : (text) => isPrincipal(text, caller);
    case 'aws:sourceorgid':
      return direct ? 'absent' : (text) => isOrganization(text, organization.organizationId, caller.inOrganization);
    case 'aws:sourceorgpaths':
      return direct ? 'absent' : (text) => isOrganizationPath(text, organization.organizationId, caller.inOrganization);
    // About the resource, which is the account's own.
    case 'aws:resourceaccount':
    case 's3:resourceaccount':
      return ownAccount === undefined ? 'anything' : (text) => sameText(text, ownAccount);
    // Nobody from outside comes through the account's own network, or through its own access points without their policies' leave.
    case 'aws:sourcevpc':
    case 'aws:sourcevpce':
    case 'aws:sourcevpcarn':
    case 'aws:vpceaccount':
    case 's3:dataaccesspointaccount':
    case 's3:dataaccesspointarn':
      return (text) => (isOwn(text, ownAccount) ? 'no' : 'perhaps');
    default:
      // The log group or secret that a key is used for is whose the caller is.
      if (key.startsWith('kms:encryptioncontext:') && !direct) return (text) => isPrincipal(text, caller);
      return 'anything';
  }
}

function isAccount(text: Text, caller: Caller): Truth {
  const pattern = literalText(text);
  if (pattern === undefined) return text.every(({ kind }) => kind === 'resource') ? 'no' : 'perhaps';
  if (pattern === '*') return 'yes';
  if (/[*?]/.test(pattern)) return 'perhaps';
  if (!caller.mayBeOf(pattern)) return 'no';
  return caller.account === pattern ? 'yes' : 'perhaps';
}

/** Whether an ARN in a condition may be one of the caller's. */
function isPrincipal(text: Text, caller: Caller): Truth {
  const pattern = literalText(text);
  if (pattern === '*') return 'yes';
  const owner = ownerOf(text);
  if (owner.kind === 'own') return 'no';
  if (owner.kind === 'account' && !caller.mayBeOf(owner.account)) return 'no';
  if (pattern === undefined) return 'perhaps';
  if (caller.arn !== undefined) return sameText(text, caller.arn);
  // A principal that is a class of its own is not in this one.
  if (caller.except?.has(pattern) === true) return 'no';
  return 'perhaps';
}

function isOrganization(text: Text, ours: string, inOrganization: boolean | undefined): Truth {
  const pattern = literalText(text);
  if (pattern === undefined) return 'perhaps';
  if (pattern === '*') return 'yes';
  if (inOrganization === undefined) return 'perhaps';
  if (inOrganization) return sameText(text, ours);
  return pattern === ours ? 'no' : 'perhaps';
}

function isOrganizationPath(text: Text, ours: string, inOrganization: boolean | undefined): Truth {
  const pattern = literalText(text);
  if (pattern === undefined) return 'perhaps';
  if (pattern === '*') return 'yes';
  const organization = pattern.split('/')[0] ?? '';
  const truth = isOrganization([{ kind: 'text', text: organization }], ours, inOrganization);
  // Which unit a caller's account is in is not known here, unless all units are meant.
  return and(truth, pattern === `${ours}/*` ? 'yes' : 'perhaps');
}

/** Compares with what is known, `*` and `?` standing for others. */
function sameText(text: Text, known: string): Truth {
  const pattern = literalText(text);
  if (pattern === undefined) return 'perhaps';
  const expression = pattern
    .replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 'is').test(known) ? 'yes' : 'no';
}
