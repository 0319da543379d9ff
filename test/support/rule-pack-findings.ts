import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App } from 'aws-cdk-lib';
import { addRulePacks } from '../../lib/compliance/rule-packs';

/** Unacknowledged findings of all rule packs, one line each: `<construct path>: <rule>`, sorted. */
export function rulePackFindings(app: App): string[] {
  addRulePacks(app);
  const exitCode = process.exitCode;
  try {
    app.synth();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ValidationFailed') throw error;
  } finally {
    process.exitCode = exitCode;
  }
  const report = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as Report;
  return report.pluginReports
    .flatMap((pack) => pack.violations)
    .flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${constructPath}: ${ruleName}`),
    )
    .toSorted();
}

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}
