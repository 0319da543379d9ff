import { types } from 'node:util';
import { describeSystemError } from './system-error';

/** What went wrong, in one line for people. */
export function messageOf(error: unknown): string {
  const described = describeSystemError(error);
  if (described !== undefined) return described;
  if (!types.isNativeError(error)) return String(error);
  // Node tries all addresses of a name, and says in the error itself nothing of them.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return wordless(error) ?? error.message;
}

/** What the SDK makes of an answer in which it finds no error of AWS. */
const WORDLESS: ReadonlySet<string> = new Set(['', 'Unknown', 'UnknownError']);

function wordless(error: Error & { readonly $metadata?: { readonly httpStatusCode?: number } }): string | undefined {
  const status = error.$metadata?.httpStatusCode;
  if (status === undefined || !WORDLESS.has(error.message)) return undefined;
  return `HTTP status ${status} without a word from AWS: look at the proxy, or at what AWS_ENDPOINT_URL names`;
}
