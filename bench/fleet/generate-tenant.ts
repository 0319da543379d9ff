interface Home {
  readonly jurisdiction: string;
  readonly region: string;
}

/** Homes and tiers by turns: most tenants of a fleet are small. */
const HOMES: readonly [Home, ...Home[]] = [
  { jurisdiction: 'eu', region: 'eu-central-1' },
  { jurisdiction: 'us', region: 'us-east-1' },
  { jurisdiction: 'eu', region: 'eu-west-1' },
  { jurisdiction: 'us', region: 'us-west-2' },
];
const TIERS = [
  'starter',
  'free',
  'starter',
  'free',
  'starter',
  'professional',
  'starter',
  'free',
  'starter',
  'enterprise',
] as const;

/** Blocks of 1,024 addresses, one after the other in 10.0.0.0/8. */
const BLOCKS_A_SECOND_OCTET = 64;

/** Id of the tenant at an index, e.g. `t-0042`. */
export function tenantId(index: number): string {
  return `t-${String(index).padStart(4, '0')}`;
}

/** The file of the tenant at an index; its format, home and tier depend on the index alone. */
export function generateTenant(index: number): { readonly name: string; readonly text: string } {
  const id = tenantId(index);
  const contact = { name: 'Ada Example', email: `ada@${id}.example` };
  const tenant = {
    id,
    displayName: `Tenant ${index}`,
    ...at(HOMES, index),
    tier: at(TIERS, index),
    network: { cidr: `10.${Math.floor(index / BLOCKS_A_SECOND_OCTET)}.${(index % BLOCKS_A_SECOND_OCTET) * 4}.0/22` },
    contacts: { billing: contact, operations: contact, security: contact },
  };
  const json = JSON.stringify(tenant, undefined, 2);
  return at(
    [
      { name: `${id}.ts`, text: `import { defineTenant } from 'tenantry';\n\nexport default defineTenant(${json});\n` },
      { name: `${id}.json`, text: `${json}\n` },
      { name: `${id}.yaml`, text: toYaml(tenant) },
    ],
    index,
  );
}

function at<Item>(items: readonly [Item, ...Item[]], index: number): Item {
  return items[index % items.length] ?? items[0];
}

/** Block style for objects, as people write it; the values are quoted as in JSON, which YAML reads too. */
function toYaml(value: object, indent = ''): string {
  return Object.entries(value)
    .map(([key, entry]: [string, unknown]) =>
      typeof entry === 'object' && entry !== null
        ? `${indent}${key}:\n${toYaml(entry, `${indent}  `)}`
        : `${indent}${key}: ${JSON.stringify(entry)}\n`,
    )
    .join('');
}
