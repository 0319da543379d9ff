import { createHash } from 'node:crypto';
import type { AuditedStack, Template } from '../audit/assembly/audited-stack';
import { readAssembly } from '../audit/assembly/read-assembly';
import { textOf } from '../audit/assembly/template-file';
import { byTenant, tenantsOfStacks } from '../audit/assembly/tenants-of-stacks';
import type { Registry } from '../config/registry';
import type { Tenant } from '../config/tenant';
import { canonicalizer } from '../shapes/canonicalize';
import { isTellable } from '../shapes/own-values';
import { restore } from '../shapes/placeholder';
import { type AssemblySource, assemblyOf } from './assembly-of';

/** Templates by name of the stack, by shape; see {@link fleetSnapshot}. */
export type FleetSnapshot = Readonly<Record<string, Readonly<Record<string, Template>>>>;

/**
 * The templates of a fleet to compare with a snapshot: those of one tenant of each shape, and not of every tenant.
 *
 * Tenants are of one shape when their stacks differ in nothing but their own values: id, account, external id, email, names, contacts, tags,
 * addresses, and the hours of windows. The snapshot has the first tenant's templates with placeholders in the places of its own values, e.g.
 * `«id»`; hours and generated names, which depend on the id, stay as they are. So a tenant more of a known shape changes no snapshot unless
 * its id comes first, and a tenant that differs from its peers is a snapshot more. Stacks of no tenant are left out.
 *
 * @param source an app, a stage or the folder of a cloud assembly
 * @returns by tier and region, e.g. `starter in eu-central-1`, numbered from the second shape on; a tenant whose id cannot be told from other
 * words (shorter than four letters, or such as `public`) has a shape of its own, e.g. `tenant dev`
 * @throws Error if no stack is of a tenant
 * @example
 * expect.addSnapshotSerializer(assetHashSerializer);
 *
 * for (const [shape, templates] of Object.entries(fleetSnapshot(app, registry))) {
 *   test(`templates of ${shape} are as they were`, () => expect(templates).toMatchSnapshot());
 * }
 */
export function fleetSnapshot(source: AssemblySource, { tenants }: Pick<Registry, 'tenants'>): FleetSnapshot {
  const stacks = tenantsOfStacks(readAssembly(assemblyOf(source, 'fleetSnapshot')), tenants);
  const groups = byTenant(stacks);
  const snapshot: Record<string, Record<string, Template>> = {};
  const seen = new Set<string>();
  for (const tenant of tenants) {
    const own = groups.get(tenant.id);
    if (own === undefined) continue;
    if (!isTellable(tenant.id)) {
      snapshot[`tenant ${tenant.id}`] = templatesOf(own, (text) => text);
      continue;
    }
    const shape = shapeOf(tenant, own);
    if (!seen.has(shape)) {
      seen.add(shape);
      snapshot[freeName(tenant, snapshot)] = templatesOf(own, withoutOwnValues(tenant));
    }
  }
  if (Object.keys(snapshot).length > 0) return snapshot;
  throw new Error(
    `fleetSnapshot: none of ${stacks.length} stacks goes to the account of a tenant; pass the registry that the app was built with`,
  );
}

function templatesOf(stacks: readonly AuditedStack[], mask: (text: string) => string): Record<string, Template> {
  return Object.fromEntries(
    stacks.map(({ name, template }) => [mask(name), JSON.parse(mask(JSON.stringify(template))) as Template]),
  );
}

/** What a tenant's stacks are, its own values aside: a digest. */
function shapeOf(tenant: Tenant, stacks: readonly AuditedStack[]): string {
  const own = canonicalizer(tenant);
  const shapes = stacks.map((stack) => [own.shapeOf(stack.name), stack.region, own.shapeOf(textOf(stack))]);
  return createHash('sha256').update(JSON.stringify(shapes)).digest('hex');
}

/** Puts placeholders in the places of a tenant's own values, and nothing else: a schedule or a name that changes must show. */
function withoutOwnValues(tenant: Tenant): (text: string) => string {
  const own = canonicalizer(tenant);
  return (text) => {
    const shape = own.shapeOf(text);
    const others = Object.entries(own.values()).filter(([name]) => /^(time|digest) \d+$/.test(name));
    return restore(shape, Object.fromEntries(others));
  };
}

function freeName({ tier, region }: Tenant, taken: FleetSnapshot): string {
  const name = `${tier} in ${region}`;
  if (!(name in taken)) return name;
  let number = 2;
  while (`${name} (${number})` in taken) number += 1;
  return `${name} (${number})`;
}
