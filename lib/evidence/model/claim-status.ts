import type { ExceptedFinding } from '../../audit/exceptions';
import type { Finding, NotAnalysed } from '../../audit/finding';
import type { Rule } from '../../audit/rule';

/** How a claim stands. */
export interface ClaimStatus {
  readonly rule: Pick<Rule, 'id' | 'claim' | 'explanation' | 'severity'>;
  /** `excepted` where somebody answers for every breach, `not judged` where the assembly has not what it is about. */
  readonly status: 'holds' | 'broken' | 'excepted' | 'not judged';
  readonly findings: number;
  readonly excepted: number;
}

/**
 * How every claim stands, in the order of the rules.
 *
 * @param anyTenant whether there is anything they are about
 */
export function claimStatuses(
  rules: readonly Rule[],
  findings: readonly Finding[],
  excepted: readonly ExceptedFinding[],
  notAnalysed: readonly NotAnalysed[],
  anyTenant = true,
): ClaimStatus[] {
  const broken = countBy(findings.map(({ rule }) => rule));
  const notJudged = new Set(notAnalysed.flatMap(({ rule }) => rule ?? []));
  const accepted = countBy(excepted.map(({ finding }) => finding.rule));
  return rules.map((rule) => {
    const found = broken.get(rule.id) ?? 0;
    const others = accepted.get(rule.id) ?? 0;
    const status =
      found > 0 ? 'broken' : others > 0 ? 'excepted' : notJudged.has(rule.id) || !anyTenant ? 'not judged' : 'holds';
    return { rule, status, findings: found, excepted: others };
  });
}

/** How often each comes. */
export function countBy(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
