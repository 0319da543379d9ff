import { STATUS_CODES } from 'node:http';

/** One thing wrong with a request. */
export interface FieldProblem {
  /** Field or query parameter, e.g. `title`. */
  readonly field: string;
  /** What is wrong and what is expected; shown to the caller. */
  readonly message: string;
}

/** More about a problem than its status and text. */
export interface ProblemOptions {
  readonly fields?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that cannot be served, in words meant for the caller. */
export class Problem extends Error {
  public override readonly name = 'Problem';

  /** @param detail what the caller did or can do; never anything of the inside of the service */
  public constructor(
    public readonly status: number,
    public readonly detail: string,
    public readonly options: ProblemOptions = {},
  ) {
    super(detail);
  }
}

/**
 * The answer that tells a caller about a problem.
 *
 * @param requestId what the caller quotes to support, and support finds in the logs
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export function problemResponse({ status, detail, options }: Problem, requestId: string): Response {
  const body = { title: STATUS_CODES[status] ?? 'Error', status, detail, errors: options.fields, requestId };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'cache-control': 'no-store', ...options.headers, 'content-type': 'application/problem+json' },
  });
}
