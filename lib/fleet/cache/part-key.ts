import { createHash } from 'node:crypto';
import type { FleetPart } from '../synthesis/fleet-part';

/** Key of everything the assembly of a part is made of: code, organization, and the tenant with its account. */
export function partKey(code: string, { id, registry: { organization, tenants } }: FleetPart): string {
  return createHash('sha256')
    .update(JSON.stringify([code, id, organization, tenants]))
    .digest('hex');
}
