import { createHash } from 'node:crypto';

/** Enough of a hash to name a file after what is in it. */
export function contentDigest(body: string): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 32);
}

/** Where a template lies in the bucket of assets. */
export function templateKey(template: string): string {
  return `templates/${contentDigest(template)}.json`;
}
