import type { Truth } from './condition';
import { type Value, literal } from './value';

/** Whether two values are the same text. */
export function equal(one: Value, other: Value): Truth {
  const [first, second] = [literal(one), literal(other)];
  if (first !== undefined && second !== undefined) return first === second ? 'yes' : 'no';
  const texts = new Set(one.map((text) => literal([text])));
  const others = other.map((text) => literal([text]));
  if (texts.has(undefined) || others.includes(undefined)) return 'perhaps';
  return others.some((text) => texts.has(text)) ? 'perhaps' : 'no';
}
