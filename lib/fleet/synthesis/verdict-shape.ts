import { createHash } from 'node:crypto';
import { type App, Validations, cloud_assembly_schema as cxschema } from 'aws-cdk-lib';
import { type Cidr, parseCidr } from '../../config/cidr';
import type { Tenant } from '../../config/tenant';
import { tenantTags } from '../../config/tenant-tags';
import { type FleetPart, ORGANIZATION_PART } from './fleet-part';

/**
 * Digest of everything in a part that a verdict of the rule packs or of CDK's validation can depend on.
 *
 * Only what no rule can tell apart is taken out: the words of {@link ownWords} (a text keeps its length, except where AWS sets no
 * length a tenant could reach), address blocks by their place in the tenant's own block, and the names of resources inside a template.
 * Sizes, regions, actions, principals, ports, schedules and whatever a blueprint computes stay as they are, and so do the rules that
 * were acknowledged, with the place: what is not understood makes a shape of its own, and is checked by itself.
 *
 * @param templates the templates of the part, in a stable order
 */
export function verdictShape(part: FleetPart, app: App, templates: readonly object[]): string {
  const [tenant] = part.registry.tenants;
  const canonical: Canonical =
    tenant === undefined || part.id === ORGANIZATION_PART ? (text) => text : canonicalTexts(tenant, templates);
  const pieces: string[] = [];
  const write = (value: unknown, key: string, parent: string): void => {
    if (typeof value === 'string') pieces.push(JSON.stringify(canonical(value, key, parent)));
    else if (Array.isArray(value)) {
      pieces.push('[');
      for (const item of value) write(item, key, parent);
      pieces.push(']');
    } else if (typeof value === 'object' && value !== null) {
      pieces.push('{');
      for (const [name, entry] of Object.entries(value)) {
        pieces.push(JSON.stringify(canonical(name, '', '')));
        write(entry, name, key);
      }
      pieces.push('}');
    } else pieces.push(JSON.stringify(value) ?? 'undefined');
  };
  write([templates, remarks(app)], '', '');
  return createHash('sha256').update(pieces.join('\n')).digest('hex');
}

/** What was acknowledged or remarked, wherever in the tree. */
function remarks(app: App): readonly object[] {
  return app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => REMARKS.has(type))
      // The reason of an acknowledgement is for people.
      .map(({ type, data }) => ({
        path: node.path,
        type,
        data: type === ACKNOWLEDGED ? Object.keys(data as object) : data,
      })),
  );
}

const ACKNOWLEDGED = Validations.ACKNOWLEDGED_RULES_METADATA_KEY;
const REMARKS: ReadonlySet<string> = new Set([
  ACKNOWLEDGED,
  cxschema.ArtifactMetadataEntryType.INFO,
  cxschema.ArtifactMetadataEntryType.WARN,
  cxschema.ArtifactMetadataEntryType.ERROR,
]);

type Canonical = (text: string, key: string, parent: string) => string;

/** Texts of a tenant's templates, with what is the tenant's own taken out. */
function canonicalTexts(tenant: Tenant, templates: readonly object[]): Canonical {
  const words = ownWords(tenant);
  const logicalIds = new Map(
    templates.flatMap((template, at) =>
      Object.keys((template as { Resources?: object }).Resources ?? {}).map((id, index): [string, string] => [
        id,
        `‹${at}.${index}›`,
      ]),
    ),
  );
  const own = new RegExp(
    [...words.keys()]
      .toSorted((one, other) => other.length - one.length)
      .map(escaped)
      .join('|'),
    'g',
  );
  const plainWords = new Set([tenant.id, tenant.id.replaceAll('-', ''), tenant.displayName]);
  const block = parseCidr(tenant.network.cidr);
  const tags = new Set(Object.values(tenantTags(tenant)).filter((value) => HARMLESS.test(value)));
  const emails = new Set(Object.values(tenant.contacts).map(({ email }) => email));
  return (text, key, parent) => {
    const name = logicalIds.get(text);
    if (name !== undefined) return name;
    const isTag = key === 'Value' && parent === 'Tags';
    if (isTag && tags.has(text) && text.length <= LONGEST_FREE_TEXT) return '‹tag›';
    if (TIMES[key]?.test(text) === true) return '‹time›';
    if (emails.has(text) && text.length <= LONGEST_EMAIL) return '‹email›';
    const place = block && placeIn(block, text);
    if (place !== undefined) return place;
    const isName = isTag || NAMES.has(key) || parent === 'Dimensions' || key.startsWith('tenantry:');
    if (!isName && plainWords.has(text)) return text;
    const replaced = text
      .replaceAll(LOGICAL_ID_LIKE, (id) => logicalIds.get(id) ?? id)
      .replaceAll(own, (word) => words.get(word) ?? word)
      .replaceAll(OWN_DIGEST, '‹digest›')
      .replaceAll(DIGEST, (word) => (/[0-9]/.test(word) && /[a-f]/i.test(word) ? '‹digest›' : word));
    if (replaced === text) return text;
    const isFreeText = isTag || FREE_TEXTS.has(key);
    return isFreeText && text.length <= LONGEST_FREE_TEXT ? replaced : `${replaced}‹length ${text.length}›`;
  };
}

/**
 * Where a text may be a tenant's word and nothing else. Elsewhere a rule may compare it with a word of its own: a tenant may be called
 * `aurora`.
 */
const NAMES: ReadonlySet<string> = new Set(['Name', 'UserPoolName', 'DashboardName', 'TENANT_ID', 'sts:ExternalId']);

/**
 * What the CDK and Tenantry make names unique with: letters and digits of a hexadecimal number, which tell one name from another and
 * nothing else. Digits alone may be an account.
 */
const DIGEST = /(?:[0-9A-F]{8}|(?<![0-9A-Za-z])[0-9a-f]{12,64})(?![0-9A-Za-z])/g;

/** The same at the end of a name that begins with the tenant's own: there all digits, or none, are one too. One tenant in ten has such a name. */
const OWN_DIGEST = /(?<=‹id›[A-Za-z]*)[0-9A-F]{8}(?![0-9A-Za-z])/g;

/** When something is done every day or week: spread over the hours by the tenant's id. Rules ask whether it is given, and how often. */
const WINDOW = /^(?:[a-z]{3}:)?\d\d:\d\d-(?:[a-z]{3}:)?\d\d:\d\d$/;
const TIMES: Readonly<Record<string, RegExp>> = {
  PreferredMaintenanceWindow: WINDOW,
  PreferredBackupWindow: WINDOW,
  ScheduleExpression: /^cron\(\d{1,2} \d{1,2} \* \* \? \*\)$/,
};

/** Texts for people; a path ties a resource to what was acknowledged there. */
const FREE_TEXTS: ReadonlySet<string> = new Set(['Description', 'aws:cdk:path', 'path']);

/** AWS's limit for the address of an account; nothing that takes an e-mail address takes less. */
const LONGEST_EMAIL = 64;

/** AWS's limit for the value of a tag; descriptions may be longer. */
const LONGEST_FREE_TEXT = 256;

/** How the CDK names resources inside a template; in `Fn::Sub` they stand among other text. */
const LOGICAL_ID_LIKE = /[A-Za-z0-9]{9,255}/g;

/**
 * Words that are a tenant's own, each with what stands for it. A name that says more than who it is (with a wildcard, say) is not
 * among them, nor one so short that it may be part of another word.
 */
function ownWords(tenant: Tenant): ReadonlyMap<string, string> {
  const { contacts } = tenant;
  const words: [string | undefined, string][] = [
    [tenant.accountId, '‹account›'],
    [tenant.externalId, '‹external id›'],
    [tenant.displayName, '‹display name›'],
    [contacts.billing.email, '‹email›'],
    [contacts.operations.email, '‹email›'],
    [contacts.security.email, '‹email›'],
    [tenant.id, '‹id›'],
    [tenant.id.replaceAll('-', ''), '‹id›'],
  ];
  return new Map(
    words.flatMap(([word, stands]) => (word !== undefined && HARMLESS.test(word) ? [[word, stands]] : [])),
  );
}

const HARMLESS = /^[\p{L}\p{N}][\p{L}\p{N} .,&'+@_-]{2,}$/u;

/** Where a block lies in the tenant's own; undefined if it does not. */
function placeIn(own: Cidr, text: string): string | undefined {
  if (!/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(text)) return undefined;
  const block = parseCidr(text);
  if (block === undefined || block.prefix < own.prefix) return undefined;
  const offset = block.start - own.start;
  return offset >= 0 && offset < 2 ** (32 - own.prefix) ? `‹own block +${offset}/${block.prefix}›` : undefined;
}

function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
