import { defineTenant } from 'tenantry';

/** Signed last week; has no account yet. */
export default defineTenant({
  id: 'wonka',
  displayName: 'Wonka Sweets AB',
  region: 'eu-north-1',
  jurisdiction: 'eu',
  tier: 'starter',
  contacts: {
    billing: { name: 'Vera Holm', email: 'ekonomi@wonka.example' },
    operations: { name: 'Wim Berg', email: 'drift@wonka.example' },
    security: { name: 'Wim Berg', email: 'drift@wonka.example' },
  },
});
