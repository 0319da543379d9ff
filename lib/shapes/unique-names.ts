/** Eight hexadecimal digits, and what follows them in the names of versions and deployments, at the end of a name. */
export const UNIQUE_TAIL = '[0-9A-F]{8}(?:[0-9A-F]{8}|[0-9a-f]{32})?(?![0-9A-Za-z])';

/** What the CDK ends logical ids with; digits alone count after a letter only. What it begins with is looked at first, which is the fastest way to say no. */
export const UNIQUE_SUFFIX = `(?=[0-9A-F]{8})(?:(?<=[A-Za-z])|(?=[0-9]{0,40}[A-F])(?=[A-F]{0,40}[0-9]))${UNIQUE_TAIL}`;

/**
 * What Tenantry ends names with: 12 or 16 hexadecimal digits. Digits alone may be an account, letters alone a word. Not what AWS gives, which
 * says what is meant: the end of a UUID, or the 17 digits of `vpc-0a1b2c3d4e5f60718`; and no hash of code, which is longer.
 */
export const UNIQUE_NAME = String.raw`\b(?<!-[0-9a-f]{4}-)(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{12}(?:[0-9a-f]{4})?\b`;
