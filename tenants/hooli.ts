import { defineTenant } from 'tenantry';

/** Our own tenant: gets every release first. */
export default defineTenant({
  id: 'hooli',
  displayName: 'Hooli (own use)',
  region: 'eu-west-1',
  jurisdiction: 'eu',
  tier: 'free',
  ring: 'canary',
  contacts: {
    billing: { name: 'Noor Haddad', email: 'finops@example.com' },
    operations: { name: 'Olga Lind', email: 'platform@example.com' },
    security: { name: 'Pia Sand', email: 'security@example.com' },
  },
  monthlyBudgetUsd: 10,
});
