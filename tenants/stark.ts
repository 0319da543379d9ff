import { defineTenant } from 'tenantry';

/** Has not paid since September; data and account stay, nothing runs. */
export default defineTenant({
  id: 'stark',
  displayName: 'Stark Logistics Inc.',
  region: 'us-west-2',
  jurisdiction: 'us',
  tier: 'professional',
  state: 'suspended',
  contacts: {
    billing: { name: 'Sam Ortiz', email: 'ap@stark.example' },
    operations: { name: 'Tess Vance', email: 'ops@stark.example' },
    security: { name: 'Uma Wells', email: 'security@stark.example' },
  },
});
