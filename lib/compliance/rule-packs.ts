import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import type { IConstruct } from 'constructs';

const PACKS = {
  'aws-solutions': AwsSolutionsChecks,
  hipaa: HIPAASecurityChecks,
  'nist-800-53-r5': NIST80053R5Checks,
  'pci-dss': PCIDSS321Checks,
} as const;

/** A rule pack of cdk-nag. `pci-dss` is version 3.2.1 of the standard, the newest cdk-nag has. */
export type RulePack = keyof typeof PACKS;

/** Every rule pack, in the order in which reports name them. */
export const RULE_PACKS = Object.keys(PACKS) as readonly RulePack[];

/**
 * Checks everything below `scope` against the packs at synthesis; an unacknowledged error fails it.
 *
 * @param scope an app or a stage
 * @see https://github.com/cdklabs/cdk-nag/blob/main/RULES.md
 */
export function addRulePacks(scope: IConstruct, packs: readonly RulePack[] = RULE_PACKS): void {
  Validations.of(scope).addPlugins(...packs.map((pack) => new PACKS[pack](scope)));
}
