import { groupBy } from '../../group-by';

/** The report CDK's validation writes into an assembly. */
export interface ReportFile {
  readonly version: string;
  readonly title: string;
  /** Plugins that found something, acknowledged or not. */
  readonly pluginReports: readonly PluginReport[];
}

interface PluginReport {
  readonly pluginName: string;
  readonly conclusion: string;
  readonly violations: readonly Violation[];
  readonly suppressedViolations?: readonly object[];
}

interface Violation {
  readonly violatingConstructs: readonly object[];
}

/** The order in which one app runs them; others come after, as they are met. */
const PLUGIN_ORDER = ['CloudFormation Validate', 'AwsSolutions', 'HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'];

/** Whether nothing at all was found; an acknowledged finding is one too. */
export function isClean(report: ReportFile): boolean {
  return report.pluginReports.length === 0;
}

/** The report that one app with all parts would have written. Of parts that are clean no report is needed. */
export function mergeReports(reports: readonly ReportFile[], version: string): ReportFile {
  const byPlugin = groupBy(
    reports.flatMap(({ pluginReports }) => pluginReports),
    ({ pluginName }) => pluginName,
  );
  return {
    version,
    title: 'Validation Report',
    pluginReports: [...byPlugin]
      .toSorted(([one], [other]) => rank(one) - rank(other))
      .map(([, ofPlugin]) => mergePlugin(ofPlugin)),
  };
}

function rank(plugin: string): number {
  return PLUGIN_ORDER.includes(plugin) ? PLUGIN_ORDER.indexOf(plugin) : PLUGIN_ORDER.length;
}

function mergePlugin(reports: readonly PluginReport[]): PluginReport {
  const suppressed = group(reports.flatMap(({ suppressedViolations = [] }) => suppressedViolations)).flat();
  const failed = reports.find(({ conclusion }) => conclusion === 'failure');
  return {
    ...reports[0]!,
    ...(failed && { conclusion: failed.conclusion }),
    violations: group(reports.flatMap(({ violations }) => violations)).map((same) => ({
      ...same[0]!,
      violatingConstructs: same.flatMap(({ violatingConstructs }) => violatingConstructs),
    })),
    ...(suppressed.length > 0 && { suppressedViolations: suppressed }),
  };
}

/** Violations of one rule with one description, in the order in which the first of each was met. */
function group<Entry extends object>(violations: readonly Entry[]): Entry[][] {
  const groups = groupBy(violations, (violation) => {
    const { ruleName, severity, description } = violation as Readonly<Record<string, unknown>>;
    return JSON.stringify([ruleName, severity, description]);
  });
  return [...groups.values()];
}
