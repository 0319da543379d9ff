import { defineTenant } from 'tenantry';

export default defineTenant({
  id: 'soylent',
  displayName: 'Soylent Foods Pty Ltd',
  region: 'ap-southeast-2',
  jurisdiction: 'au',
  tier: 'professional',
  contacts: {
    billing: { name: 'Quinn Ash', email: 'accounts@soylent.example' },
    operations: { name: 'Remy Cole', email: 'ops@soylent.example' },
    security: { name: 'Remy Cole', email: 'ops@soylent.example' },
  },
  database: { instanceClass: 'db.t4g.small', storageGib: 40, maxStorageGib: 100 },
});
