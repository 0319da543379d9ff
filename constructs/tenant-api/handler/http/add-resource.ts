import type { Router } from '@aws-lambda-powertools/event-handler/http';
import type { HttpMethod, Path, RequestContext } from '@aws-lambda-powertools/event-handler/types';
import { Problem } from './problem';

/** Answers one method of a resource. */
export type MethodHandler = (request: RequestContext) => Promise<Response>;

const METHODS: readonly HttpMethod[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** Adds a path to the router; methods without a handler are answered with 405 and the list of those with one. */
export function addResource(
  router: Router,
  path: Path,
  handlers: Readonly<Partial<Record<HttpMethod, MethodHandler>>>,
): void {
  const allowed = METHODS.filter((method) => handlers[method] !== undefined).join(', ');
  const refuse: MethodHandler = ({ req }) =>
    Promise.reject(
      new Problem(405, `${req.method} is not possible here; use ${allowed}`, { headers: { allow: allowed } }),
    );

  for (const method of METHODS) router.route(handlers[method] ?? refuse, { method, path });
}
