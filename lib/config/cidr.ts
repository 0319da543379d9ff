/** A block of IPv4 addresses. */
export interface Cidr {
  /** First address, as a number. */
  readonly start: number;
  /** Last address, as a number. */
  readonly end: number;
  /** Length of the network part, 0 to 32. */
  readonly prefix: number;
}

const PATTERN = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/**
 * Reads `10.12.4.0/22`; host bits are dropped.
 *
 * @returns undefined if the text is no IPv4 CIDR
 */
export function parseCidr(text: string): Cidr | undefined {
  const numbers = PATTERN.exec(text)?.slice(1).map(Number);
  if (numbers === undefined) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = numbers;
  if ([a, b, c, d].some((octet) => octet > 255) || prefix > 32) return undefined;
  return blockAt(((a * 256 + b) * 256 + c) * 256 + d, prefix);
}

/** The block of a prefix that an address lies in. */
export function blockAt(address: number, prefix: number): Cidr {
  const size = 2 ** (32 - prefix);
  const start = Math.floor(address / size) * size;
  return { start, end: start + size - 1, prefix };
}

/** Writes a block as `10.12.4.0/22`. */
export function formatCidr({ start, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
  return `${octets.join('.')}/${prefix}`;
}

export function overlaps(one: Cidr, other: Cidr): boolean {
  return one.start <= other.end && other.start <= one.end;
}

/** Whether every address of `inner` is in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** @see https://www.rfc-editor.org/rfc/rfc1918 */
export const PRIVATE_BLOCKS: readonly Cidr[] = [
  { start: 0x0a00_0000, end: 0x0aff_ffff, prefix: 8 },
  { start: 0xac10_0000, end: 0xac1f_ffff, prefix: 12 },
  { start: 0xc0a8_0000, end: 0xc0a8_ffff, prefix: 16 },
];

/** Whether a block lies in one of the private ranges. */
export function isPrivate(block: Cidr): boolean {
  return PRIVATE_BLOCKS.some((range) => contains(range, block));
}
