import { createHash } from 'node:crypto';
import type { Organization } from '../../config/organization';
import type { FleetPart } from '../synthesis/fleet-part';

/** Gives the key of everything the assembly of a part is made of: code, organization, and the tenant with its account. */
export function partKeys(code: string, organization: Organization): (part: FleetPart) => string {
  const common = digest([code, organization]);
  return ({ id, registry: { tenants } }) => digest([common, id, tenants]);
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
