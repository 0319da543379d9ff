import { Argument, Command, Option } from '@commander-js/extra-typings';
import { loadRegistry } from '../../config/load-registry';
import { UsageError, formatIssue } from '../../errors';
import type { FleetDiff } from '../../fleet/diff/fleet-diff';
import { cacheOption, noCacheOption } from '../cache-options';
import { commandLine } from '../command-line';
import { DEFAULT_ASSEMBLY, warnIfOlder } from '../default-assembly';
import { ExitCode } from '../exit-code';
import {
  allowReplacementOption,
  concurrencyOption,
  jsonOption,
  operatorProfileOption,
  operatorRoleOption,
  tenantsOption,
} from '../fleet-options';
import type { CommandContext } from '../run';
import { writePage } from '../write-page';

/** `tenantry diff`: what a change does to the fleet, before it is deployed. */
export function diffCommand(context: CommandContext) {
  const { reporter, exit, version } = context;
  return new Command('diff')
    .summary('tell what a change does to the fleet')
    .description(
      'Compares two cloud assemblies and tells what is different, each difference once with the tenants it concerns, what matters first: ' +
        'data that could be lost, wider access, what is open to everybody, cost, shapes, tenants, everything else. Needs no AWS, but for --deployed.',
    )
    .addArgument(new Argument('[assembly]', 'folder of the cloud assembly as it is').default(DEFAULT_ASSEMBLY))
    .addOption(
      new Option(
        '--base <dir|commit>',
        'folder of the cloud assembly as it was, or a commit whose tenants folder is synthesized',
      ),
    )
    .addOption(
      new Option('--deployed', 'compare with what CloudFormation has of the tenants in the assembly')
        .default(false)
        .conflicts('base'),
    )
    .addOption(concurrencyOption)
    .addOption(operatorProfileOption)
    .addOption(operatorRoleOption)
    .addOption(allowReplacementOption)
    .addOption(cacheOption)
    .addOption(noCacheOption)
    .addOption(tenantsOption)
    .addOption(new Option('--markdown', 'print a comment for a pull request').default(false).conflicts('json'))
    .addOption(new Option('--html <file>', 'also write a page that needs nothing but itself'))
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async (assembly, options) => {
      const { tenants: directory, markdown, html, json, deployed } = options;
      const allowReplacement = new Set(options.allowReplacement);
      if (options.base === undefined && !deployed) {
        throw new UsageError(
          'nothing to compare with; say --base with a folder or a commit (tenantry diff --base main), or --deployed',
        );
      }
      const base = options.base ?? 'deployed';
      const [{ readAssembly }, { diffFleet }, { withBaseAssembly }] = [
        await import('../../audit/assembly/read-assembly'),
        await import('../../fleet/diff/diff-fleet'),
        await import('../diff/base-assembly'),
      ];
      const registry = await loadRegistry({ directory });
      for (const warning of registry.warnings) reporter.warn(formatIssue(warning));
      await warnIfOlder(assembly, registry, reporter);
      // Read before the base is made, which takes longer than to be told that there is nothing to compare it with.
      const head = readAssembly(assembly);
      let failed: readonly string[] = [];
      const compareWithDeployed = async (): Promise<FleetDiff> => {
        const { deployedBase } = await import('../diff/deployed-base');
        const toContinue = commandLine('diff', assembly === DEFAULT_ASSEMBLY ? [] : [assembly], options);
        const sides = await deployedBase({ ...options, registry, head, toContinue }, context);
        ({ failed } = sides);
        return diffFleet({ ...sides, allowReplacement });
      };
      const diff = deployed
        ? await compareWithDeployed()
        : await withBaseAssembly({ base, tenants: directory, cacheDirectory: options.cache, reporter }, (folder) =>
            diffFleet({ base: readAssembly(folder), head, registry, allowReplacement }),
          );
      if (html !== undefined) {
        const { renderHtml } = await import('../diff/render-html');
        await writePage(html, renderHtml({ diff, base, version }), reporter);
      }
      if (json) reporter.result(JSON.stringify({ base, ...diff }, undefined, 2));
      else if (markdown) reporter.result((await import('../diff/render-markdown')).renderMarkdown(diff));
      else reporter.result((await import('../diff/render-text')).renderText(diff));
      const couldLose = diff.stateful.some(({ notAllowed }) => notAllowed.length > 0);
      exit(couldLose || failed.length > 0 ? ExitCode.Failed : ExitCode.Done);
    });
}

const EXAMPLES = `
A stateful resource may be replaced or removed where it is allowed by its logical id, for all tenants, or by <stack>/<logical id>, for one.

Examples:
  $ tenantry synth --all && tenantry diff --base main
  $ tenantry diff --base ../main/cdk.out
  $ tenantry diff --base main.out --markdown > comment.md
  $ tenantry diff --deployed --profile operator
  $ tenantry diff --base main.out --json | jq '.tenants.changed'`;
