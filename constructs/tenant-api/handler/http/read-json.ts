import { Problem } from './problem';

/**
 * The body of a request, which must be a JSON object.
 *
 * @throws Problem 400 or 415
 */
export async function readJsonObject(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new Problem(415, 'the body must be sent as application/json');
  }
  const body = parse(await request.text());
  if (!isObject(body)) throw new Problem(400, 'the body must be a JSON object');
  return body;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The cause quotes the body, which must reach neither the caller nor the logs.
    throw new Problem(400, 'the body is not valid JSON');
  }
}
