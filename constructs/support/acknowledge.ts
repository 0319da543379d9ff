import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Acknowledges findings of rule packs on one construct, each with the reason a reviewer will read.
 *
 * @param scope the narrowest construct the reason is true for
 * @param reason why the finding does not apply or is accepted; one or more full sentences
 * @param ruleIds rules as cdk-nag prints them, e.g. `AwsSolutions-IAM5[Resource::*]`
 */
export function acknowledge(scope: IConstruct, reason: string, ruleIds: readonly string[]): void {
  Validations.of(scope).acknowledge(...ruleIds.map((id) => ({ id, reason })));
}
