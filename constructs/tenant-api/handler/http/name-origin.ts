import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

/** What pages may read of an answer besides the body. */
const EXPOSED = 'ETag, Location, Retry-After';

/**
 * Lets the page that asked read the answer, if its origin may.
 *
 * @param allowOrigins origins whose pages may call, e.g. `https://app.example.com`; `*` for every page
 * @see https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS
 */
export function nameOrigin(
  answer: APIGatewayProxyResult,
  { headers }: { readonly headers: APIGatewayProxyEvent['headers'] | null },
  allowOrigins: readonly string[],
): APIGatewayProxyResult {
  if (allowOrigins.length === 0) return answer;
  // The types do not say it, but a request without headers, such as a test from the console, has null.
  const asked = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'origin')?.[1];
  const allowed = asked !== undefined && (allowOrigins.includes('*') || allowOrigins.includes(asked));
  return {
    ...answer,
    headers: {
      ...answer.headers,
      // Also without an origin: a cache must not give one page the answer made for another.
      Vary: 'Origin',
      ...(allowed && { 'Access-Control-Allow-Origin': asked, 'Access-Control-Expose-Headers': EXPOSED }),
    },
  };
}
