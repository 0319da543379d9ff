import type { PrepareRequest, PrepareResult } from './event';
import { prepare } from './prepare';

/** Entry of the function inside the network; the certificate authorities of RDS come from `NODE_EXTRA_CA_CERTS`. */
export function handler(request: PrepareRequest): Promise<PrepareResult> {
  return prepare(request, { rejectUnauthorized: true, minVersion: 'TLSv1.2' });
}
