/** Versions a change may be based on. */
export type ExpectedVersions = 'any' | readonly number[];

/** The entity tag of a version. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * Reads the versions of an `If-Match` header.
 *
 * A tag that is weak or was not given out by this service matches no version, as the standard wants it.
 *
 * @param header the header, or null if the caller does not mind whose change is overwritten
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-if-match
 */
export function expectedVersions(header: string | null): ExpectedVersions {
  if (header === null || header.trim() === '*') return 'any';
  return header.split(',').flatMap((tag) => {
    const version = /^\s*"(\d{1,9})"\s*$/.exec(tag)?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}
