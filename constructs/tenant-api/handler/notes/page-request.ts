import { Problem, type FieldProblem } from '../http/problem';

const DEFAULT_LIMIT = 20;
const HIGHEST_LIMIT = 100;

/** Which part of the list a caller wants. */
export interface PageRequest {
  readonly limit: number;
  /** Place in the order of creation the page goes on from, towards older notes. */
  readonly before?: string;
}

/**
 * Reads `limit` and `after` from the query of a request.
 *
 * @throws Problem 400 with every parameter that is wrong
 */
export function parsePageRequest(query: URLSearchParams): PageRequest {
  const problems: FieldProblem[] = [];
  const limitText = query.get('limit') ?? String(DEFAULT_LIMIT);
  const limit = /^\d{1,3}$/.test(limitText) ? Number(limitText) : 0;
  if (limit < 1 || limit > HIGHEST_LIMIT) {
    problems.push({ field: 'limit', message: `expected a whole number from 1 to ${HIGHEST_LIMIT}` });
  }

  const cursor = query.get('after');
  const before = cursor === null ? undefined : decodeCursor(cursor);
  if (cursor !== null && before === undefined) {
    problems.push({ field: 'after', message: 'expected the value of "next" of an earlier answer' });
  }

  if (problems.length > 0) throw new Problem(400, 'the query is not valid', { fields: problems });
  return { limit, before };
}

/** Makes a place in the order opaque, so that callers do not come to depend on what is in it. */
export function encodeCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

function decodeCursor(cursor: string): string | undefined {
  const position = Buffer.from(cursor, 'base64url').toString();
  // At most 18 digits: always a bigint to PostgreSQL, never out of its range.
  return /^\d{1,18}$/.test(position) ? position : undefined;
}
