import { Argument, Command } from '@commander-js/extra-typings';
import { loadRegistry } from '../../config/load-registry';
import { formatIssue } from '../../errors';
import type { Distinction } from '../../fleet/shapes/distinguish';
import type { FleetShape } from '../../fleet/shapes/fleet-shapes';
import { counted, listed } from '../counted';
import { DEFAULT_ASSEMBLY, warnIfOlder } from '../default-assembly';
import { ExitCode } from '../exit-code';
import { jsonOption, tenantsOption } from '../fleet-options';
import type { CommandContext } from '../run';
import { warnOfNoTenant } from '../warn-of-no-tenant';

/** `tenantry shapes`: which tenants are the same, and in what the others differ. */
export function shapesCommand({ reporter, exit }: CommandContext) {
  return new Command('shapes')
    .summary('tell which tenants have the same stacks')
    .description(
      "Reads a cloud assembly and puts tenants together whose stacks differ in nothing but what is each tenant's own: id, account, names, addresses. " +
        'Says in what each shape differs from the most common one. Needs no AWS.',
    )
    .addArgument(new Argument('[assembly]', 'folder of the cloud assembly').default(DEFAULT_ASSEMBLY))
    .addOption(tenantsOption)
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async (assembly, { tenants: directory, json }) => {
      const [{ readAssembly }, { fleetShapes }] = [
        await import('../../audit/assembly/read-assembly'),
        await import('../../fleet/shapes/fleet-shapes'),
      ];
      const registry = await loadRegistry({ directory });
      for (const warning of registry.warnings) reporter.warn(formatIssue(warning));
      await warnIfOlder(assembly, registry, reporter);
      const stacks = readAssembly(assembly);
      const shapes = fleetShapes(stacks, registry.tenants);
      warnOfNoTenant({ assembly, directory, registry, stacks: stacks.length, tenants: shapes.length }, reporter);
      reporter.result(json ? JSON.stringify({ shapes }, undefined, 2) : describeShapes(shapes));
      exit(ExitCode.Done);
    });
}

/** One block a shape, the most common first; one line at the end. */
function describeShapes(shapes: readonly FleetShape[]): string {
  const [common] = shapes;
  const tenants = shapes.reduce((sum, shape) => sum + shape.tenants.length, 0);
  return [
    ...shapes.map((shape) => describeShape(shape, common)),
    `${counted(tenants, 'tenant')} of ${counted(shapes.length, 'shape')}`,
  ].join('\n\n');
}

function describeShape(shape: FleetShape, common: FleetShape | undefined): string {
  const { tenants, tiers, regions, stacks, resources, distinctions } = shape;
  const qualities = [
    counted(tenants.length, 'tenant'),
    tiers.join(', '),
    regions.join(', '),
    `${counted(stacks, 'stack')} with ${counted(resources, 'resource')} each`,
  ];
  const lines = [`shape ${shape.shape}: ${qualities.join('; ')}`, `  ${listed(tenants, MOST_TENANTS)}`];
  if (shape !== common) {
    lines.push(`  differs from ${common?.shape} in ${counted(distinctions.length, 'place')}:`);
    lines.push(...distinctions.slice(0, MOST_DISTINCTIONS).map((distinction) => `    ${describe(distinction)}`));
    const rest = distinctions.length - MOST_DISTINCTIONS;
    if (rest > 0) lines.push(`    … and ${rest} more; --json lists them all`);
  }
  return lines.join('\n');
}

function describe({ difference, stack, type, logicalId, path }: Distinction): string {
  const sign = { added: '+', missing: '-', different: '~' }[difference];
  return [sign, stack, type, logicalId, path].filter((part) => part !== '').join(' ');
}

const MOST_TENANTS = 10;
const MOST_DISTINCTIONS = 10;

const EXAMPLES = `
+ stands for what only this shape has, - for what only the most common one has, ~ for what both have and is not the same.

Examples:
  $ tenantry synth --all && tenantry shapes
  $ tenantry shapes --json | jq '.shapes[] | select(.tenants | length == 1)'`;
