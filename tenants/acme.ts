import { defineTenant } from 'tenantry';

export default defineTenant({
  id: 'acme',
  displayName: 'Acme Corporation',
  region: 'eu-central-1',
  jurisdiction: 'eu',
  tier: 'professional',
  contacts: {
    billing: { name: 'Ada Keller', email: 'billing@acme.example' },
    operations: { name: 'Ben Okafor', email: 'operations@acme.example' },
    security: { name: 'Cleo Brandt', email: 'security@acme.example' },
  },
});
