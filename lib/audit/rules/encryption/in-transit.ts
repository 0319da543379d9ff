import { propertyRule } from '../../posture/property-claim';
import { DATABASE_TLS } from './database-tls';
import { ENDPOINT_TLS } from './endpoint-tls';

/** Whether data in transit is encrypted. */
export const inTransit = propertyRule(
  {
    id: 'encryption/in-transit',
    severity: 'high',
    claim: 'TLS 1.2 or later is forced on whatever carries data.',
    explanation:
      'What takes connections without TLS is read by whoever is in between, and does not fail when a client forgets it.',
    fix: 'force TLS 1.2 or later',
  },
  [...DATABASE_TLS, ...ENDPOINT_TLS],
);
