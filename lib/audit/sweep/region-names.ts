/** A region that a text names. */
export interface RegionName {
  /** As it is written, e.g. `use1-az1`. */
  readonly what: string;
  /** E.g. `us-east-1`. */
  readonly region: string;
}

const SIDES = 'northeast|northwest|southeast|southwest|north|south|east|west|central';
const AREAS = 'us-gov|us-iso\\w?|eu-iso\\w?|eusc-de|us|eu|ap|sa|ca|me|af|il|mx|cn';

/** Matches the name of a region, also one that is not open yet. */
export const REGION = `(?:${AREAS})-(?:${SIDES})-\\d`;

/** A region or a zone (also a local one) as a word of its own, in any case, with dashes or underscores. */
const WORD = new RegExp(
  `(?<![\\w-])(${REGION.replaceAll('-', '[-_]')})(?:[a-z]|-(?:wl\\d-)?[a-z]{3}-(?:wlz-)?\\d[a-z]?)?(?!\\d|[a-z]|-\\w)`,
  'gi',
);

/** A region in the host name of an endpoint of AWS; older ones write it after a dash. */
const HOST = new RegExp(
  `(?<=[.-])(${REGION})\\.(?:[\\w-]{1,63}\\.){0,6}(?:amazonaws\\.(?:com|eu)|api\\.aws|on\\.aws|awsapps\\.com|amazoncognito\\.com)`,
  'g',
);

const SHORT_SIDES: Readonly<Record<string, string>> = {
  ne: 'northeast',
  nw: 'northwest',
  se: 'southeast',
  sw: 'southwest',
  n: 'north',
  s: 'south',
  e: 'east',
  w: 'west',
  c: 'central',
};
const SHORT = `(usg|us|eu|ap|sa|ca|me|af|il|mx|cn)(ne|nw|se|sw|n|s|e|w|c)(\\d)`;

/** Ids of zones, and host names of caches, have the short name of their region. */
const SHORT_NAMES = new RegExp(
  `(?<![a-z0-9])${SHORT}(?:-[a-z]{3}\\d)?-az\\d(?![a-z0-9])|(?<=\\.)${SHORT}\\.cache\\.amazonaws\\.com`,
  'g',
);

/** Lines that are comments, of scripts, code and settings. */
const COMMENT_LINES = /^[ \t]*(?:#|\/\/|--[ \t]).*$/gm;

/** Every region in a host name of AWS. */
export function* regionHostsIn(text: string): Generator<RegionName> {
  if (!/aws|cognito/.test(text)) return;
  for (const [what, region] of text.matchAll(HOST)) yield { what, region: region! };
  if (text.includes('.s3-global.amazonaws.com')) yield { what: 's3-global.amazonaws.com', region: 'global' };
}

/** Every region that stands in a text as a word, or by the id of a zone. */
export function* regionNamesIn(text: string): Generator<RegionName> {
  // Every name has a number after a dash, or before one; most texts have none.
  if (!/[-_]\d|\d[-.]/.test(text)) return;
  const read = text.includes('\n') ? text.replaceAll(COMMENT_LINES, '') : text;
  for (const [what, region] of read.matchAll(WORD)) yield { what, region: region!.replaceAll('_', '-').toLowerCase() };
  for (const [what, area, side, number, hostArea, hostSide, hostNumber] of read.matchAll(SHORT_NAMES)) {
    const long = (area ?? hostArea) === 'usg' ? 'us-gov' : (area ?? hostArea);
    yield { what, region: `${long}-${SHORT_SIDES[(side ?? hostSide)!]}-${number ?? hostNumber}` };
  }
}
