import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A rule that a construct breaks and nobody has acknowledged. */
export interface RuleFinding {
  /** Rule pack or validator, e.g. `AwsSolutions`. */
  readonly pack: string;
  /** Rule as the pack names it, e.g. `AwsSolutions-S10`. */
  readonly rule: string;
  readonly severity: string;
  /** Path of the construct, which starts with the tenant's id. */
  readonly constructPath: string;
  readonly description: string;
}

/** File in the assembly that CDK's validation writes. */
export const VALIDATION_REPORT = 'validation-report.json';

/** The findings of the validation that ran when the assembly was made, in the order of the packs; none if none ran. */
export function readFindings(assemblyDirectory: string): RuleFinding[] {
  const file = join(assemblyDirectory, VALIDATION_REPORT);
  if (!existsSync(file)) return [];
  const report = JSON.parse(readFileSync(file, 'utf8')) as ValidationReport;
  return report.pluginReports.flatMap(({ pluginName, violations }) =>
    violations.flatMap(({ ruleName, severity, description, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => ({
        pack: pluginName,
        rule: ruleName,
        severity: severity ?? 'error',
        constructPath: constructPath ?? '',
        description,
      })),
    ),
  );
}

/** The part of CDK's report that is read here. */
interface ValidationReport {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly {
      readonly ruleName: string;
      readonly severity?: string;
      readonly description: string;
      readonly violatingConstructs: readonly { readonly constructPath?: string }[];
    }[];
  }[];
}
