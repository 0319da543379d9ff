import type { Tenant } from '../config/tenant';
import { ownValues } from './own-values';
import {
  ESCAPED,
  FIRST_ADDRESS,
  TO_ESCAPE,
  addressPlaceholder,
  formatAddress,
  parseAddress,
  placeholder,
} from './placeholder';
import { UNIQUE_NAME, UNIQUE_SUFFIX } from './unique-names';

/** A text with placeholders in the places of what is a tenant's own. */
export interface Canonical {
  /** The same for every tenant whose text differs in nothing but the tenant's own. */
  readonly shape: string;
  /** What each placeholder stands for, by its name; with them `restore` gives the text back. */
  readonly values: Readonly<Record<string, string>>;
}

/** Canonicalizes texts of one tenant: the same value gives the same placeholder in each of them. */
export interface Canonicalizer {
  /** Gives the shape of a text. */
  readonly shapeOf: (text: string) => string;
  /** What the placeholders of all texts so far stand for. */
  readonly values: () => Readonly<Record<string, string>>;
}

/**
 * Puts placeholders in the places of a tenant's own values: id, account, external id, e-mail addresses, names, tags, addresses in the tenant's
 * own block, the digits the CDK makes names unique with, and hours of windows and schedules, which are spread by the id.
 *
 * Nothing is lost: `restore(shape, values)` is the text, byte for byte, whatever the text. Another tenant's account or address stays as it
 * is, and so do regions, sizes and hashes of code.
 *
 * @example
 * const { shape, values } = canonicalize(tenant, '{"Role": "arn:aws:iam::111111111111:role/acme"}');
 * shape; // '{"Role": "arn:aws:iam::«account»:role/«id»"}'
 */
export function canonicalize(tenant: Tenant, text: string): Canonical {
  const { shapeOf, values } = canonicalizer(tenant);
  return { shape: shapeOf(text), values: values() };
}

/** A canonicalizer for several texts of a tenant that belong together; see {@link canonicalize}. */
export function canonicalizer(tenant: Tenant): Canonicalizer {
  const used = new Map<string, string>();
  const stand = (name: string, text: string): string => {
    used.set(name, text);
    return placeholder(name);
  };
  const numbered = (kind: string): Replace => {
    const names = new Map<string, string>();
    return (found) => {
      const name = names.get(found) ?? `${kind} ${names.size}`;
      names.set(found, name);
      return [stand(name, found), found.length];
    };
  };
  const own = ownValues(tenant);
  const inOwnBlock = ownAddresses(tenant.network.cidr);
  const digest = numbered('digest');
  // Each by itself: together in one expression, which V8 looks for everywhere, they take three times as long.
  const places: readonly Place[] = [
    { expression: new RegExp(UNIQUE_SUFFIX, 'g'), replace: digest },
    { expression: new RegExp(UNIQUE_NAME, 'g'), replace: digest },
    { expression: TIME, replace: numbered('time') },
    {
      // Nothing but the texts: V8 gives up on making expressions fast when a process has had many large ones.
      expression: new RegExp(own.map(({ text }) => quoted(text)).join('|') || '(?!)', 'g'),
      replace: (_, text, index) => {
        const value = own.find(
          (each) => text.startsWith(each.text, index) && each.isOwnAt(text, index, index + each.text.length),
        );
        return value === undefined ? undefined : [stand(value.name, value.text), value.text.length];
      },
    },
    {
      expression: ADDRESS,
      replace: (found) => {
        const offset = inOwnBlock(found);
        if (offset === undefined) return undefined;
        used.set(FIRST_ADDRESS, formatAddress(parseAddress(found) - offset));
        return [addressPlaceholder(offset), found.length];
      },
    },
    { expression: TO_ESCAPE_ANYWHERE, replace: (found) => [ESCAPED, found.length] },
  ];
  return { shapeOf: (text) => replaceAll(text, places), values: () => Object.fromEntries(used) };
}

/** What stands for a match, and for how much of it; undefined if it stays. */
type Replace = (
  found: string,
  text: string,
  index: number,
) => readonly [placeholder: string, length: number] | undefined;

interface Place {
  readonly expression: RegExp;
  readonly replace: Replace;
}

/** Replaces what matches, from left to right; of matches that overlap the first, and of those at one place that of the earlier expression. */
function replaceAll(text: string, places: readonly Place[]): string {
  const matches: { readonly index: number; readonly found: string; readonly replace: Replace }[] = [];
  for (const { expression, replace } of places) {
    for (const { index, 0: found } of text.matchAll(expression)) matches.push({ index, found, replace });
  }
  matches.sort((one, other) => one.index - other.index);
  const pieces: string[] = [];
  let end = 0;
  for (const { index, found, replace } of matches) {
    const replacement = index < end ? undefined : replace(found, text, index);
    if (replacement === undefined) continue;
    const [stands, length] = replacement;
    pieces.push(text.slice(end, index), stands);
    end = index + length;
  }
  pieces.push(text.slice(end));
  return pieces.join('');
}

function quoted(text: string): string {
  return text.replaceAll(/[\\^$.|+*?()[\]{}/-]/g, String.raw`\$&`);
}

/** How far in the tenant's block an address lies; undefined of one outside, and of one that is written in another way. */
function ownAddresses(cidr: string): (address: string) => number | undefined {
  const [address = '', length = '32'] = cidr.split('/');
  const first = parseAddress(address);
  const size = 2 ** (32 - Number(length));
  return (text) => {
    const offset = parseAddress(text) - first;
    return offset >= 0 && offset < size && formatAddress(first + offset) === text ? offset : undefined;
  };
}

/** Windows and schedules once a day or week. */
const TIME = /(?:[a-z]{3}:)?\b\d\d:\d\d-(?:[a-z]{3}:)?\d\d:\d\d\b|cron\(\d{1,2} \d{1,2} \* \* \? \*\)/g;

const ADDRESS = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g;

const TO_ESCAPE_ANYWHERE = new RegExp(TO_ESCAPE, 'g');
