import { createHash } from 'node:crypto';
import type { Tenant } from '../config/tenant';
import type { AuditedStack } from './assembly/audited-stack';
import { textOf } from './assembly/template-file';

/** Words that mean something in a template: a tenant of that name is not told from them. */
const MEANINGFUL =
  /^(all|allow|any|arn|aws|amazonaws|cdk|com|default|deny|disabled|enabled|everyone|false|internal|no|none|private|public|root|service|true|yes)$/i;

/**
 * What a tenant's stacks are, its own values aside: tenants of one shape differ in nothing but their id, account, external id, address
 * block, contacts and names. A rule that finds nothing in one finds nothing in the others: it treats all of these as the tenant's own.
 *
 * @returns a digest; undefined where a value of the tenant's could be taken for something else
 */
export function shapeOf(tenant: Tenant, stacks: readonly AuditedStack[]): string | undefined {
  if (tenant.id.length < 4 || MEANINGFUL.test(tenant.id)) return undefined;
  const own = placeholders(tenant);
  const digest = createHash('sha256').update(
    JSON.stringify([tenant.region, tenant.jurisdiction, tenant.jurisdictionRegions]),
  );
  for (const stack of stacks) {
    const { name, region, terminationProtection } = stack;
    digest.update(JSON.stringify([own(name), region, terminationProtection])).update(own(textOf(stack)));
  }
  return digest.digest('hex');
}

/** What makes names unique: of another tenant's resource of the same kind it is another one. Told apart by the order in which they come. */
const DIGEST =
  /[0-9A-F]{8}(?:[0-9A-F]{8}|[0-9a-f]{32})?(?![0-9A-Za-z])|(?<![0-9A-Za-z])[0-9a-f]{12,64}(?![0-9A-Za-z])/g;

/** Windows and schedules, which are spread over the hours; no rule looks at them. */
const TIME = /(?:[a-z]{3}:)?\d\d:\d\d-(?:[a-z]{3}:)?\d\d:\d\d|cron\(\d{1,2} \d{1,2} \* \* \? \*\)/g;

/** Puts placeholders in the places of a tenant's own values. */
function placeholders(tenant: Tenant): (text: string) => string {
  const { id, accountId, externalId, email, displayName, costCenter, contacts, network, tags } = tenant;
  const people = Object.values(contacts).flatMap(({ name, email: address, phone = '' }) => [name, address, phone]);
  const values = [accountId ?? '', externalId, email, ...people, displayName, costCenter, ...Object.values(tags), id]
    // Logical ids hold the letters and digits of what they are named after.
    .flatMap((value) => [value, value.replaceAll(/[^A-Za-z0-9]/g, '')])
    .filter((value) => value.length > 3);
  const names = new Map(values.toReversed().map((value) => [value, `\u0001${values.indexOf(value)}\u0002`]));
  const expression = new RegExp(
    [...names.keys()]
      .toSorted((one, other) => other.length - one.length)
      .map(quoted)
      .join('|'),
    'g',
  );
  const [first, size] = block(network.cidr);
  // One for all stacks: an id that two of them name is the same in both.
  const digests = new Map<string, number>();
  return (text) =>
    text
      .replaceAll(DIGEST, (digest) => {
        // Digits alone may be an account, letters alone a word.
        if (!/\d/.test(digest) || !/[a-f]/i.test(digest)) return digest;
        const number = digests.get(digest) ?? digests.size;
        digests.set(digest, number);
        return `\u0001#${number}\u0002`;
      })
      .replaceAll(TIME, '\u0001time\u0002')
      .replaceAll(expression, (value) => names.get(value) ?? value)
      .replaceAll(/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g, (address) => {
        const offset = toNumber(address) - first;
        return offset >= 0 && offset < size ? `\u0001+${offset}\u0002` : address;
      });
}

function quoted(value: string): string {
  return value.replaceAll(/[\\^$.|+*?()[\]{}]/g, String.raw`\$&`);
}

function block(cidr: string): readonly [first: number, size: number] {
  const [address = '', length = '32'] = cidr.split('/');
  return [toNumber(address), 2 ** (32 - Number(length))];
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
