import type { AssembledStack } from '../../audit/assembly/audited-stack';
import { byTenant, tenantsOfStacks } from '../../audit/assembly/tenants-of-stacks';
import type { Tenant } from '../../config/tenant';
import { type Distinction, distinguish } from './distinguish';
import { type ShapeElements, shapeElements } from './shape-elements';
import { tenantShape } from './tenant-shape';

/** Tenants whose stacks differ in nothing but what is each tenant's own. */
export interface FleetShape {
  /** 12 hexadecimal digits. */
  readonly shape: string;
  /** Ids, in the order of the registry. */
  readonly tenants: readonly string[];
  /** Tiers of the tenants. */
  readonly tiers: readonly string[];
  /** Regions of the tenants. */
  readonly regions: readonly string[];
  /** Stacks of each tenant. */
  readonly stacks: number;
  /** Resources of each tenant. */
  readonly resources: number;
  /** In what it differs from the most common shape; empty for that one. */
  readonly distinctions: readonly Distinction[];
}

/**
 * Tells which tenants of an assembly have the same shape, the most common first, and in what each other shape differs from that one.
 *
 * Tenants without stacks have none and are left out.
 *
 * @throws UsageError if a template is none
 */
export function fleetShapes(assembled: readonly AssembledStack[], tenants: readonly Tenant[]): readonly FleetShape[] {
  const groups = new Map<string, { readonly tenants: Tenant[]; readonly elements: ShapeElements }>();
  const stacks = byTenant(tenantsOfStacks(assembled, tenants));
  for (const tenant of tenants) {
    const own = stacks.get(tenant.id);
    if (own === undefined) continue;
    const shape = tenantShape(tenant, own);
    const group = groups.get(shape.digest);
    if (group === undefined) {
      own.forEach(assertTemplate);
      groups.set(shape.digest, { tenants: [tenant], elements: shapeElements(shape) });
    } else group.tenants.push(tenant);
  }
  const sorted = [...groups].toSorted(([, one], [, other]) => other.tenants.length - one.tenants.length);
  const [, common] = sorted[0] ?? [];
  return sorted.map(([shape, { tenants: same, elements }]) => ({
    shape,
    tenants: same.map(({ id }) => id),
    tiers: [...new Set(same.map(({ tier }) => tier))].toSorted(),
    regions: [...new Set(same.map(({ region }) => region))].toSorted(),
    stacks: elements.stacks,
    resources: elements.resources,
    distinctions: common === undefined ? [] : distinguish(common.elements, elements),
  }));
}

/** A file that is cut off is a shape of its own too; that it is no template is said with its name. */
function assertTemplate({ template, file }: AssembledStack): void {
  if (template !== undefined) file?.letGo();
}
