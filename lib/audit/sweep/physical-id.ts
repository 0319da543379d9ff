/** Beginnings of ids that AWS gives out once, whatever the account, e.g. of `vpc-0123456789abcdef0`. */
export const PREFIXES =
  '(?:vpc|subnet|sg|rtb|eni|vpce|vpce-svc|tgw|tgw-attach|pcx|vol|snap|fs|fsap|acl|igw|nat|eipalloc|dopt|lt)';

const PHYSICAL_ID = new RegExp(`^${PREFIXES}-[0-9a-f]{8,17}$`);
const IMAGE = /^ami-[0-9a-f]{8,17}$/;
const ZONE = /^Z[0-9A-Z]{10,32}$/;

/** Whether a text is the id of something in a network, of a file system, a volume or a snapshot. */
export function isPhysicalId(text: string): boolean {
  return PHYSICAL_ID.test(text);
}

/** Whether a text is the id of a hosted zone; other things have ids of this form, too. */
export function isZoneId(text: string): boolean {
  return ZONE.test(text);
}

/** Whether a text is the id of an image of machines; those that AWS publishes are everybody's. */
export function isImageId(text: string): boolean {
  return IMAGE.test(text);
}
