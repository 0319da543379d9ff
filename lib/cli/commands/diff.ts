import { writeFile } from 'node:fs/promises';
import { Argument, Command, Option } from '@commander-js/extra-typings';
import { loadRegistry } from '../../config/load-registry';
import { formatIssue } from '../../errors';
import { ExitCode } from '../exit-code';
import { allowReplacementOption, jsonOption, tenantsOption } from '../fleet-options';
import type { CommandContext } from '../run';

/** `tenantry diff`: what a change does to the fleet, before it is deployed. */
export function diffCommand({ reporter, exit, version }: CommandContext) {
  return new Command('diff')
    .summary('tell what a change does to the fleet')
    .description(
      'Compares two cloud assemblies and tells what is different, each difference once with the tenants it concerns, what matters first: ' +
        'data that could be lost, wider access, what is open to everybody, cost, shapes, tenants, everything else. Needs no AWS.',
    )
    .addArgument(new Argument('[assembly]', 'folder of the cloud assembly as it is').default('cdk.out'))
    .addOption(
      new Option(
        '--base <dir|commit>',
        'folder of the cloud assembly as it was, or a commit whose tenants folder is synthesized',
      ).makeOptionMandatory(),
    )
    .addOption(allowReplacementOption)
    .addOption(tenantsOption)
    .addOption(new Option('--markdown', 'print a comment for a pull request').default(false).conflicts('json'))
    .addOption(new Option('--html <file>', 'also write a page that needs nothing but itself'))
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async (assembly, { base, tenants: directory, markdown, html, json, allowReplacement }) => {
      const [{ readAssembly }, { diffFleet }, { withBaseAssembly }] = [
        await import('../../audit/assembly/read-assembly'),
        await import('../../fleet/diff/diff-fleet'),
        await import('../diff/base-assembly'),
      ];
      const registry = await loadRegistry({ directory });
      for (const warning of registry.warnings) reporter.warn(formatIssue(warning));
      // Read before the base is made, which takes longer than to be told that there is nothing to compare it with.
      const head = readAssembly(assembly);
      const diff = await withBaseAssembly({ base, tenants: directory, reporter }, (folder) =>
        diffFleet({ base: readAssembly(folder), head, registry, allowReplacement: new Set(allowReplacement) }),
      );
      if (html !== undefined) {
        const { renderHtml } = await import('../diff/render-html');
        await writeFile(html, renderHtml({ diff, base, version }));
        reporter.info(`wrote ${html}`);
      }
      if (json) reporter.result(JSON.stringify({ base, ...diff }, undefined, 2));
      else if (markdown) reporter.result((await import('../diff/render-markdown')).renderMarkdown(diff));
      else reporter.result((await import('../diff/render-text')).renderText(diff));
      exit(diff.stateful.some(({ notAllowed }) => notAllowed.length > 0) ? ExitCode.Failed : ExitCode.Done);
    });
}

const EXAMPLES = `
A stateful resource may be replaced or removed where it is allowed by its logical id, for all tenants, or by <stack>/<logical id>, for one.

Examples:
  $ tenantry synth --all && tenantry diff --base main
  $ tenantry diff --base ../main/cdk.out
  $ tenantry diff --base main.out --markdown > comment.md
  $ tenantry diff --base main.out --json | jq '.tenants.changed'`;
