import { readAssembly } from '../audit/assembly/read-assembly';
import { type AuditReport, auditAssembly } from '../audit/audit-assembly';
import type { Finding, NotAnalysed } from '../audit/finding';
import { ALL_RULES } from '../audit/rules/all-rules';
import type { Registry } from '../config/registry';
import { assemblyOf } from './assembly-of';
import type { MatcherResult } from './matcher-types';

/** Settings of the matchers that audit; see `tenantMatchers`. */
export interface AuditMatcherOptions {
  /**
   * Day by which the exceptions in the configuration are judged, `YYYY-MM-DD`.
   *
   * @default - the day of the test run, so that an exception that expires fails the test
   */
  readonly today?: string;

  /**
   * Types of resources that may pass although the audit knows too little about them to say anything, e.g. `AWS::IoT::Policy`.
   *
   * @default - none: what was not analysed fails the test, because nothing was proven of it
   */
  readonly notAnalysed?: readonly string[];
}

/** Whose accounts are whose, and what is legitimate. */
export type AuditedRegistry = Pick<Registry, 'organization' | 'tenants'>;

/** What keeps a template from being judged is about every claim. */
const ALWAYS = 'assembly';

/** The organization's policies are often no part of what a test synthesizes; where they are, they are judged. */
const ELSEWHERE = 'AWS::Organizations::Policy';

/** In a fleet one fault is found in every tenant; the worst come first. */
const MOST_SHOWN = 20;

/** The matchers that call the audit, each with the rules of its claim. */
export function auditMatchers(registry: AuditedRegistry, options: AuditMatcherOptions) {
  return {
    toBeIsolated(received: unknown): MatcherResult {
      const groups = ['between-tenants', 'public', 'reach-in', 'reach-out'];
      return judge(received, registry, options, { name: 'toBeIsolated', claim: 'isolated', groups });
    },
    toStayIn(received: unknown, jurisdiction: string): MatcherResult {
      const name = `toStayIn(${JSON.stringify(jurisdiction)})`;
      const claim = `in jurisdiction ${jurisdiction}`;
      return judge(received, allIn(jurisdiction, registry, name), options, { name, claim, groups: ['residency'] });
    },
    toHaveNoPublicResources(received: unknown): MatcherResult {
      const claim = 'without public resources';
      return judge(received, registry, options, { name: 'toHaveNoPublicResources', claim, groups: ['public'] });
    },
  };
}

function judge(
  received: unknown,
  registry: AuditedRegistry,
  { today = new Date().toISOString().slice(0, 10), notAnalysed: accepted = [] }: AuditMatcherOptions,
  { name, claim, groups }: { readonly name: string; readonly claim: string; readonly groups: readonly string[] },
): MatcherResult {
  const rules = ALL_RULES.filter(({ id }) => [ALWAYS, ...groups].includes(groupOf(id)));
  const assembly = assemblyOf(received, name);
  const report = auditAssembly({ assembly, registry, today, rules });
  if (report.summary.tenants === 0) throw new Error(`${name}: ${provesNothing(report, registry)}`);

  const strangers = stacksOfStrangers(assembly, registry);
  if (strangers.length > 0) {
    throw new Error(
      `${name}: stacks that go to the account of nobody the registry knows were not judged: ${strangers.join(', ')}; give them the account of their tenant (env), or leave them out`,
    );
  }
  const unproven = report.notAnalysed.filter(({ type }) => type !== ELSEWHERE && !accepted.includes(type));
  const { findings, summary } = report;
  const pass = findings.length + unproven.length === 0;
  return {
    pass,
    message: () =>
      pass
        ? `${name}: expected a finding, but ${summary.resources} resources of ${summary.stacks} stacks are ${claim}`
        : [
            `${name}: not proven to be ${claim}; findings: ${findings.length}, not analysed: ${unproven.length}`,
            ...[...findings.map(describeFinding), ...unproven.map(describeUnproven)].slice(0, MOST_SHOWN),
            ...(findings.length + unproven.length > MOST_SHOWN ? [`the others: tenantry audit ${assembly}`] : []),
          ].join('\n\n'),
  };
}

/** A test that looks at no tenant's stack would pass whatever is in it. */
function provesNothing({ summary }: AuditReport, { tenants }: AuditedRegistry): string {
  const accounts = tenants.map(({ id, accountId }) => `${id} ${accountId ?? '(no account yet)'}`);
  return [
    `nothing was proven: none of ${summary.stacks} stacks goes to the account of a tenant`,
    `stacks: ${summary.stacksOfNoTenant.join(', ') || 'none'}; tenants: ${accounts.join(', ') || 'none'}`,
    'give the stacks the account and region of their tenant (env), or pass the registry that the app was built with',
  ].join('; ');
}

/** Stacks that go to the account of nobody the registry knows: they are judged as nobody's. */
function stacksOfStrangers(assembly: string, { organization, tenants }: AuditedRegistry): readonly string[] {
  const { operatorAccountId, managementAccountId } = organization;
  const known = new Set([
    operatorAccountId,
    managementAccountId,
    ...tenants.flatMap(({ accountId }) => accountId ?? []),
  ]);
  return readAssembly(assembly).flatMap(({ account, name }) =>
    account === undefined || known.has(account) ? [] : [name],
  );
}

/** The tenants as though each were in one jurisdiction, so that one that is elsewhere is found by what its stacks hold. */
function allIn(jurisdiction: string, { organization, tenants }: AuditedRegistry, name: string): AuditedRegistry {
  const regions = organization.jurisdictions[jurisdiction];
  if (regions === undefined) {
    const known = Object.keys(organization.jurisdictions).join(', ');
    throw new Error(`${name}: ${organization.file} has no such jurisdiction; expected one of ${known}`);
  }
  return {
    organization,
    tenants: tenants.map((tenant) => ({ ...tenant, jurisdiction, jurisdictionRegions: regions })),
  };
}

function groupOf(rule: string): string {
  return rule.split('/')[0] ?? '';
}

function describeFinding({ rule, severity, stack, logicalId, path, message, fix }: Finding): string {
  const place = [stack, logicalId, path].filter((part) => part !== '').join(' ');
  return [`${severity} ${rule}${place === '' ? '' : `: ${place}`}`, `  ${message}`, `  fix: ${fix}`].join('\n');
}

function describeUnproven({ stack, logicalId, type, why }: NotAnalysed): string {
  return [
    `not analysed: ${[stack, logicalId].filter((part) => part !== '').join(' ')} (${type})`,
    `  ${why}`,
    `  fix: look at it, then accept it: tenantMatchers(registry, { notAnalysed: ['${type}'] })`,
  ].join('\n');
}
