/** What stands in the place of a value: its name between these. Text of its own that looks the same is written as `««»`. */
const OPEN = '«';
const CLOSE = '»';

/** Before the place of an address in the tenant's own block. */
const ADDRESS = 'address';

/** Writes the placeholder of a value, e.g. `«account»`. */
export function placeholder(name: string): string {
  return `${OPEN}${name}${CLOSE}`;
}

/** Writes the placeholder of an address, e.g. `«address+256»`. */
export function addressPlaceholder(offset: number): string {
  return placeholder(`${ADDRESS}+${offset}`);
}

/** Name of the value that addresses are counted from. */
export const FIRST_ADDRESS = ADDRESS;

/** What must be written as {@link ESCAPED} for a placeholder to be told from text. */
export const TO_ESCAPE = OPEN;
export const ESCAPED = placeholder(OPEN);

/**
 * Puts values in the places of placeholders: the reverse of `canonicalize`.
 *
 * @param values those that `canonicalize` gave; a placeholder without a value stays as it is, so that some can be put back and others not
 */
export function restore(shape: string, values: Readonly<Record<string, string>>): string {
  return shape.replaceAll(/«([^»]*)»/g, (written, name: string) => {
    if (written === ESCAPED) return TO_ESCAPE;
    const [, offset] = /^address\+(\d+)$/.exec(name) ?? [];
    const first = values[FIRST_ADDRESS];
    if (offset !== undefined && first !== undefined) return formatAddress(parseAddress(first) + Number(offset));
    return values[name] ?? written;
  });
}

/** Matches the placeholders that are numbered in the order in which their values come. */
const NUMBERED = /«(digest|time) (\d+)»/g;

/** Leaves the numbers of placeholders out: they count the values before, and mean nothing without them. */
export function withoutNumbers(shape: string): string {
  return shape.replaceAll(NUMBERED, placeholder('$1'));
}

/** Whether the placeholder of a value is numbered. */
export function isNumbered(name: string): boolean {
  return /^(?:digest|time) \d+$/.test(name);
}

/** Numbers placeholders as if the texts given were the first, one after the other. */
export function numberAnew(): (shape: string) => string {
  const numbers = new Map<string, string>();
  const counts = { digest: 0, time: 0 };
  return (shape) =>
    shape.replaceAll(NUMBERED, (written, kind: keyof typeof counts) => {
      const known = numbers.get(written) ?? placeholder(`${kind} ${counts[kind]++}`);
      numbers.set(written, known);
      return known;
    });
}

/** An IPv4 address as a number; what is none gives a number that {@link formatAddress} does not write as the same text. */
export function parseAddress(text: string): number {
  return text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

/** Writes a number as an IPv4 address. */
export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
