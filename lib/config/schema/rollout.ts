import * as z from 'zod';
import { MAX_FLEET_CONCURRENCY, MAX_ROLLOUT_CONCURRENCY } from '../rollout';
import * as scalar from './scalars';

const ring = {
  bakeMinutes: scalar
    .whole(0, 10_080, 'minutes')
    .optional()
    .describe('Minutes between the last deployment of a ring and the look at the alarms of its tenants; 30 by default'),
  concurrency: scalar
    .whole(1, MAX_FLEET_CONCURRENCY, 'tenants')
    .optional()
    .describe(
      `Tenants that are deployed at the same time; 2 by default. One machine does at most ${MAX_ROLLOUT_CONCURRENCY}`,
    ),
  toleratedFailures: scalar
    .whole(0, 1_000, 'tenants')
    .optional()
    .describe('Tenants of a ring that may fail before the release stops; 0 by default'),
  toleratedPercent: scalar
    .whole(0, 100, 'percent')
    .optional()
    .describe('Share of the tenants of a ring that may fail, if that is more than toleratedFailures; 0 by default'),
  jitterSeconds: scalar
    .whole(0, 3_600, 'seconds')
    .optional()
    .describe('Most seconds between the starts of two tenants; 5 by default'),
};

/** How releases go through the rings. */
export const organizationRollout = z.strictObject({
  ...ring,
  rings: z.record(scalar.name, z.strictObject(ring)).optional().describe('What single rings have of their own'),
});
