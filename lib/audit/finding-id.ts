import { createHash } from 'node:crypto';

/** An id that stays the same while the rule, the stack, the resource and the path do: 12 hexadecimal digits. */
export function findingId(...place: readonly string[]): string {
  return createHash('sha256').update(place.join('\n')).digest('hex').slice(0, 12);
}
