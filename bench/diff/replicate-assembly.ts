import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tenant } from '../../lib/index';
import { canonicalizer } from '../../lib/shapes/canonicalize';
import { ownValues } from '../../lib/shapes/own-values';
import { FIRST_ADDRESS, restore } from '../../lib/shapes/placeholder';

/** Input of {@link replicateAssembly}. */
export interface ReplicateRequest {
  /** Assembly of the first tenants of the fleet, which stand for all others by turns. */
  readonly source: string;
  /** Folder that is written. */
  readonly output: string;
  /** All tenants of the fleet. */
  readonly tenants: readonly Tenant[];
  /** How many of them are in the source. */
  readonly synthesized: number;
  /** Changes a template. */
  readonly change: (template: string) => string;
}

/** Writes an assembly of any size, made of that of a few tenants: their shapes, with the values of others. */
export function replicateAssembly({ source, output, tenants, synthesized, change }: ReplicateRequest): void {
  const artifacts: Record<string, object> = {};
  for (const [index, tenant] of tenants.entries()) {
    const model = tenants[index % synthesized] ?? tenant;
    const rename = renamer(model, tenant);
    const directoryName = `assembly-${tenant.id}`;
    mkdirSync(join(output, directoryName), { recursive: true });
    const folder = join(source, `assembly-${model.id}`);
    for (const name of readdirSync(folder).filter((file) => /^manifest\.json$|\.template\.json$/.test(file))) {
      const text = rename(readFileSync(join(folder, name), 'utf8'));
      writeFileSync(join(output, directoryName, rename(name)), name === 'manifest.json' ? text : change(text));
    }
    artifacts[directoryName] = { type: 'cdk:cloud-assembly', properties: { directoryName } };
  }
  writeFileSync(join(output, 'manifest.json'), JSON.stringify({ artifacts }));
}

function renamer(model: Tenant, tenant: Tenant): (text: string) => string {
  const { shapeOf, values } = canonicalizer(model);
  const own = Object.fromEntries(ownValues(tenant).map(({ name, text }) => [name, text]));
  return (text) => {
    const shape = shapeOf(text);
    return restore(shape, { ...values(), ...own, [FIRST_ADDRESS]: tenant.network.cidr.split('/')[0] ?? '' });
  };
}
