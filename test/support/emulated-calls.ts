import type { EmulatedClientConfig } from './aws-emulator';

/** Calls a service of the emulator by hand, for which the tests have no client. */
export async function callEmulator(
  { endpoint, region, credentials }: EmulatedClientConfig,
  service: string,
  { path = '/', method = 'POST', headers = {}, body }: EmulatedCall,
): Promise<unknown> {
  const scope = `${credentials.accessKeyId}/20260101/${region}/${service}/aws4_request`;
  const response = await fetch(`${endpoint}${path}`, {
    method,
    headers: {
      // The emulator looks at whose key it is, and not at the signature.
      Authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
      ...(credentials.sessionToken !== undefined && { 'X-Amz-Security-Token': credentials.sessionToken }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} ${method} ${path}: HTTP ${response.status} ${text}`);
  return text === '' ? undefined : text;
}

/** One call. */
export interface EmulatedCall {
  /** @default '/' */
  readonly path?: string;
  /** @default 'POST' */
  readonly method?: 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
