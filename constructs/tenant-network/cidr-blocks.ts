/** Sizes that can be cut into four subnets EC2 accepts, with room to work in. */
const LARGEST_PREFIX = 16;
const SMALLEST_PREFIX = 24;

/**
 * Says what is wrong with a CIDR for a network, if anything.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export function cidrProblem(cidr: string): string | undefined {
  const match = CIDR.exec(cidr);
  const octets = match?.slice(1, 5).map(Number) ?? [];
  if (match === null || octets.some((octet) => octet > 255)) {
    return `cidr must be an IPv4 block such as "10.0.0.0/20", got "${cidr}"`;
  }
  const prefix = Number(match[5]);
  if (prefix < LARGEST_PREFIX || prefix > SMALLEST_PREFIX) {
    return `cidr must be /${LARGEST_PREFIX} to /${SMALLEST_PREFIX}, got "${cidr}"`;
  }
  const address = toNumber(octets);
  const start = address - (address % size(prefix));
  return address === start ? undefined : `cidr must start its block, "${toCidr(start, prefix)}", got "${cidr}"`;
}

/**
 * Cuts a block into four of equal size, in order.
 *
 * @param cidr one without a {@link cidrProblem}
 */
export function quarters(cidr: string): readonly [string, string, string, string] {
  const [address = '', prefix = ''] = cidr.split('/');
  const start = toNumber(address.split('.').map(Number));
  const quarter = (index: number) => toCidr(start + index * size(Number(prefix) + 2), Number(prefix) + 2);
  return [quarter(0), quarter(1), quarter(2), quarter(3)];
}

/** Octets and prefix without leading zeros, which some parsers read as octal. */
const NUMBER = '(0|[1-9]\\d{0,2})';
const CIDR = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}\\.${NUMBER}/${NUMBER}$`);

function toNumber(octets: readonly number[]): number {
  return octets.reduce((address, octet) => address * 256 + octet, 0);
}

function toCidr(address: number, prefix: number): string {
  const octets = [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256);
  return `${octets.join('.')}/${prefix}`;
}

/** Number of addresses. */
function size(prefix: number): number {
  return 2 ** (32 - prefix);
}
