import { defineTenant } from 'tenantry';

export default defineTenant({
  id: 'globex',
  displayName: 'Globex Bank AG',
  region: 'eu-central-2',
  jurisdiction: 'ch',
  tier: 'enterprise',
  costCenter: 'banking-4711',
  contacts: {
    billing: { name: 'Dora Meier', email: 'kreditoren@globex.example' },
    operations: { name: 'Emil Frei', email: 'betrieb@globex.example', phone: '+41 44 555 01 00' },
    security: { name: 'Fiona Roth', email: 'security@globex.example', title: 'CISO' },
  },
  network: { cidr: '10.200.0.0/20', interfaceEndpoints: ['secretsmanager', 'kms'] },
  api: {
    // An account in Zurich gets 2,500 requests a second with bursts of 1,250; the tier's burst is above that.
    throttle: { rateLimit: 1000, burstLimit: 1250 },
    authorizer: { type: 'oidc', issuer: 'https://login.globex.example', audience: ['order-desk'] },
    customDomain: {
      name: 'orders.globex.example',
      certificateArn: 'arn:aws:acm:eu-central-2:100000000012:certificate/0f1e2d3c-4b5a-4697-8877-665544332211',
    },
  },
  compliancePacks: ['aws-solutions', 'nist-800-53-r5', 'pci-dss'],
});
