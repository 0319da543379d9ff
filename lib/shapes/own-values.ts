import type { Tenant } from '../config/tenant';
import { UNIQUE_TAIL } from './unique-names';

/** A text that is a tenant's own. */
export interface OwnValue {
  /** Name of its placeholder. */
  readonly name: string;
  /** As JSON writes it. */
  readonly text: string;
  /** Whether it is the tenant's where it is found, and no part of a longer word. */
  readonly isOwnAt: (text: string, start: number, end: number) => boolean;
}

/** Words that mean something in a template: a value of that name is not told from them. */
const MEANINGFUL =
  /^(access|active|all|allow|any|arn|aws|amazonaws|cdk|com|default|delete|deny|disabled|enabled|everyone|false|iam|internal|lambda|no|none|null|private|public|retain|root|service|snapshot|standard|true|yes)$/i;

/** After a name: no letter or digit that makes it a longer one, except in a logical id, which names nothing outside of its template. */
const AFTER_NAME = new RegExp(`(?![a-z]|(?!${UNIQUE_TAIL})[0-9])|(?=[A-Za-z0-9]*?${UNIQUE_TAIL})`, 'y');

/** In front of the value of a tag. */
const BEFORE_TAG_VALUE = /"Key":\s*"((?:[^"\\]|\\.)*)",\s*"Value":\s*"$/;

/** More than a key, which has 128 characters at most, takes with what is around it. */
const LONGEST_TAG_KEY = 300;

/** Shorter ones are found in words of others. */
const LEAST_LENGTH = 4;

/** Whether a text can be told from the words of templates, so that a placeholder may stand for it. */
export function isTellable(text: string): boolean {
  return text.length >= LEAST_LENGTH && !MEANINGFUL.test(text);
}

/**
 * Texts that are a tenant's own, longest first: account, external id, addresses of people, names, tags and the id, each as it is and with
 * nothing but letters and digits, as logical ids hold it. Of equal texts the first name counts.
 *
 * A region is not among them: what differs in nothing but the region is still somewhere else.
 */
export function ownValues(tenant: Tenant): readonly OwnValue[] {
  const { id, accountId, externalId, email, displayName, costCenter, contacts, tags } = tenant;
  const people = Object.entries(contacts).flatMap(([role, contact]): [string, string][] => [
    [`${role} email`, contact.email],
    [`${role} name`, contact.name],
    [`${role} phone`, contact.phone ?? ''],
  ]);
  const named: readonly (readonly [string, string])[] = [
    ['account', accountId ?? ''],
    ['external id', externalId],
    ['id', id],
    ['email', email],
    ...people,
    ['display name', displayName],
    ['cost center', costCenter],
  ];
  const values = named.flatMap(([name, text]) => {
    const bare = text.replaceAll(/[^A-Za-z0-9]/g, '');
    return [ownValue(name, text), ...(bare === text ? [] : [ownValue(`bare ${name}`, bare)])];
  });
  const tagged = Object.entries(tags).map(([key, text]) => ownTag(key, text));
  return distinct([...values, ...tagged]).toSorted((one, other) => other.text.length - one.text.length);
}

function ownValue(name: string, value: string): OwnValue {
  const text = asJson(value);
  return { name, text, isOwnAt: /^\d+$/.test(text) ? isWholeNumber : isWholeName };
}

/** The value of a tag means something elsewhere: it is the tenant's own in the place of a tag alone. */
function ownTag(key: string, value: string): OwnValue {
  return {
    name: `tag ${key.replaceAll(/[«»]/g, '_')}`,
    text: asJson(value),
    isOwnAt: (text, start, end) =>
      text[end] === '"' &&
      BEFORE_TAG_VALUE.exec(text.slice(Math.max(0, start - LONGEST_TAG_KEY), start))?.[1] === asJson(key),
  };
}

/** An account is no part of a longer number. */
function isWholeNumber(text: string, start: number, end: number): boolean {
  return !/\d/.test(text[start - 1] ?? '') && !/\d/.test(text[end] ?? '');
}

function isWholeName(text: string, _: number, end: number): boolean {
  AFTER_NAME.lastIndex = end;
  return AFTER_NAME.test(text);
}

function distinct(values: readonly OwnValue[]): OwnValue[] {
  const byText = new Map<string, OwnValue>();
  for (const value of values) {
    if (isTellable(value.text) && !byText.has(value.text)) byText.set(value.text, value);
  }
  return [...byText.values()];
}

function asJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
