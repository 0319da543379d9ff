import { createHash } from 'node:crypto';
import type { Registry } from '../config/registry';
import type { Tenant } from '../config/tenant';
import { canonicalizer } from '../shapes/canonicalize';
import { isTellable } from '../shapes/own-values';
import type { AuditedStack } from './assembly/audited-stack';
import { textOf } from './assembly/template-file';

/**
 * What a tenant's stacks are, its own values aside: a digest; undefined where a value of the tenant's could be taken for something else.
 * A rule that finds nothing in one tenant of a shape finds nothing in the others.
 */
export type ShapeOf = (tenant: Tenant, stacks: readonly AuditedStack[]) => string | undefined;

/**
 * Tells the shapes of a fleet's tenants. What a rule could take for more than the tenant's own word is part of the shape: a value that the
 * organization's file names too, one that names a region or an account, and one that may be a setting (a single word). A tenant whose id is part of another's, or of the organization's file, has no shape.
 */
export function shapeTeller({ organization, tenants }: Pick<Registry, 'organization' | 'tenants'>): ShapeOf {
  const isKnown = knownFrom(JSON.stringify(organization));
  const ids = tenants.map(({ id }) => id).join('\n');
  return (tenant, stacks) => {
    const { id } = tenant;
    const isPartOfAnother = ids.indexOf(id) !== ids.lastIndexOf(id);
    if (!isTellable(id) || isPartOfAnother || isKnown(id)) return undefined;
    const own = canonicalizer(tenant);
    const shapes = stacks.map((stack) => {
      const { name, region, terminationProtection } = stack;
      return [own.shapeOf(name), region, terminationProtection, own.shapeOf(textOf(stack))] as const;
    });
    const telling = Object.entries(own.values()).filter(([name, value]) => !isHarmless(name, value, isKnown));
    const digest = createHash('sha256').update(
      JSON.stringify([tenant.region, tenant.jurisdiction, tenant.jurisdictionRegions, telling]),
    );
    for (const shape of shapes) digest.update(JSON.stringify(shape));
    return digest.digest('hex');
  };
}

/**
 * Whether no rule can take what a placeholder stands for to be anything but the tenant's own word. Where nothing was found in a tenant, a value
 * that is known from nowhere else cannot be why.
 */
function isHarmless(name: string, value: string, isKnown: (value: string) => boolean): boolean {
  if (/^(account|external id|(bare )?id|time \d+|tag .*|address.*)$/.test(name)) return true;
  if (isKnown(value)) return false;
  if (name.startsWith('digest ')) return true;
  // Names of people and companies, and addresses of e-mail: settings of AWS have no spaces.
  const isWord = !name.startsWith('bare ') && !/[\s@]/.test(value);
  return !isWord && !NAMES_A_PLACE.test(value);
}

/** A region, or an account. */
const NAMES_A_PLACE = /\d{12}|\b[a-z]{2}(-[a-z]+)+-\d\b/;

/** Whether a value is in a text, or may be met by a pattern in it. */
function knownFrom(text: string): (value: string) => boolean {
  const all = text.toLowerCase();
  const pieces = [...all.matchAll(/[0-9a-z]+(?=[*?])|(?<=[*?])[0-9a-z]+/g)].map(([piece]) => piece);
  return (value) => {
    const word = value.toLowerCase();
    return all.includes(word) || pieces.some((piece) => word.includes(piece));
  };
}
