import { Option } from '@commander-js/extra-typings';
import { loadRegistry } from '../config/load-registry';
import { suggestion } from '../config/nearest';
import type { Registry } from '../config/registry';
import { UsageError } from '../errors';

/** Which tenants a command works on, beside their ids. */
export interface Selection {
  /** The folder of the fleet. */
  readonly tenants: string;
  readonly all: boolean;
  readonly tier: readonly string[];
  readonly ring: readonly string[];
  readonly region: readonly string[];
  readonly jurisdiction: readonly string[];
}

/** Says that the whole fleet is meant. */
export const allOption = new Option('--all', 'every tenant of the fleet').default(false);

export const tierOption = quality('tier');
export const ringOption = quality('ring');
export const regionOption = quality('region');
export const jurisdictionOption = quality('jurisdiction');

const QUALITIES = ['tier', 'ring', 'region', 'jurisdiction'] as const;

/**
 * Loads the tenants a command works on: those named, those with all of the given qualities, or the fleet if that was said aloud.
 *
 * Tenants that are named are loaded alone. Of one quality, any of the values will do.
 *
 * @throws UsageError if nothing or a contradiction was given, or a value no tenant can have
 * @throws ConfigError if the configuration is wrong
 */
export async function loadSelected(
  command: { name(): string },
  ids: readonly string[],
  selection: Selection,
): Promise<Registry> {
  const { tenants: directory, all } = selection;
  const qualities = QUALITIES.filter((name) => selection[name].length > 0);
  const given = [
    ...(ids.length > 0 ? [`${ids.length} ${ids.length === 1 ? 'tenant' : 'tenants'}`] : []),
    ...(qualities.length > 0 ? [qualities.map((name) => `--${name}`).join(' and ')] : []),
    ...(all ? ['--all'] : []),
  ];
  if (given.length === 0)
    throw new UsageError(
      `no tenant given; name tenants (tenantry ${command.name()} acme), say --tier, --ring, --region or --jurisdiction, or say --all`,
    );
  if (given.length > 1) throw new UsageError(`both ${given.join(' and ')} were given; expected one of them`);

  const registry = await loadRegistry({ directory, ...(ids.length > 0 && { only: ids }) });
  if (qualities.length === 0) return registry;
  assertKnown(registry, selection);
  const tenants = registry.tenants.filter((tenant) =>
    qualities.every((name) => selection[name].includes(tenant[name])),
  );
  if (tenants.length === 0)
    throw new UsageError(
      `no tenant in ${directory} has ${qualities.map((name) => `${name} ${selection[name].join(' or ')}`).join(' and ')}`,
    );
  return { ...registry, tenants };
}

function assertKnown({ organization }: Registry, selection: Selection): void {
  const known = {
    tier: Object.keys(organization.tiers),
    ring: organization.rings,
    region: [...new Set(Object.values(organization.jurisdictions).flat())].toSorted(),
    jurisdiction: Object.keys(organization.jurisdictions),
  };
  const problems = QUALITIES.flatMap((name) =>
    selection[name]
      .filter((value) => !known[name].includes(value))
      .map((value) => `unknown ${name} "${value}"; ${suggestion(value, known[name])}`),
  );
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
}

function quality<Name extends string>(name: Name) {
  return new Option(`--${name} <name>`, `tenants of this ${name}; can be repeated`)
    .default([] as readonly string[])
    .argParser((value: string, previous: readonly string[]): readonly string[] => [...previous, value]);
}
