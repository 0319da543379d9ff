/** Blocks of addresses that are in no public network. */
const PRIVATE = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const;

/** Blocks at least this wide are no list of partners. */
const WIDE_PREFIX = 8;
const WIDE_PREFIX_V6 = 32;

/** How public a CIDR block is: `wide` is a good part of the internet, `narrow` some public addresses. */
export function isPublicBlock(cidr: string | undefined): 'wide' | 'narrow' | 'no' | 'unknown' {
  if (cidr === undefined || cidr.startsWith('pl-')) return 'unknown';
  const [address = '', length = ''] = cidr.split('/');
  const prefix = Number(length === '' ? (address.includes(':') ? 128 : 32) : length);
  if (address.includes(':')) {
    // Unique local and link local addresses.
    if (/^f[cde]/i.test(address) && prefix >= 7) return 'no';
    return prefix <= WIDE_PREFIX_V6 ? 'wide' : 'narrow';
  }
  const first = toNumber(address);
  if (first === undefined) return 'unknown';
  const isPrivate = PRIVATE.some(
    ([block, size]) =>
      prefix >= size && Math.floor(first / 2 ** (32 - size)) === Math.floor(toNumber(block)! / 2 ** (32 - size)),
  );
  if (isPrivate) return 'no';
  return prefix <= WIDE_PREFIX ? 'wide' : 'narrow';
}

function toNumber(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
