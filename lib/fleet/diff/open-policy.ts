import { asObject } from '../../audit/values/intrinsic';

/** What the policies in a resource let everybody do, e.g. `public: everybody may s3:GetObject`. */
export function openPolicies(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(openPolicies);
  if (typeof node === 'string') return node.startsWith('{') ? openPolicies(parsed(node)) : [];
  const object = asObject(node);
  if (object === undefined) return [];
  return [...(isOpen(object) ? [describe(object)] : []), ...Object.values(object).flatMap(openPolicies)];
}

/** Whether it is a statement that allows whoever it is. */
function isOpen({ Effect, Principal, NotPrincipal }: Readonly<Record<string, unknown>>): boolean {
  if (Effect !== 'Allow') return false;
  return NotPrincipal !== undefined || listOf(asObject(Principal)?.['AWS'] ?? Principal).includes('*');
}

function describe({ Action, NotAction, Condition }: Readonly<Record<string, unknown>>): string {
  const actions = listOf(Action ?? NotAction)
    .map((action) => (typeof action === 'string' ? action : JSON.stringify(action)))
    .join(' and ');
  const limit = Condition === undefined ? '' : ', on a condition';
  return `public: everybody may ${NotAction === undefined ? '' : 'all but '}${actions}${limit}`;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Some resources take a policy as text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
