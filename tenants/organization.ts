import { defineOrganization } from 'tenantry';

export const organization = defineOrganization({
  organizationId: 'o-a1b2c3d4e5',
  rootId: 'r-a1b2',
  managementAccountId: '100000000001',
  operatorAccountId: '100000000002',
  homeRegion: 'eu-central-1',
  rootEmail: 'aws+{tenant}@example.com',
  jurisdictions: {
    eu: ['eu-central-1', 'eu-west-1', 'eu-south-1', 'eu-north-1'],
    ch: ['eu-central-2'],
    us: ['us-east-1', 'us-west-2'],
    au: ['ap-southeast-2', 'ap-southeast-4'],
  },
  operators: {
    readOnly: ['arn:aws:iam::100000000002:role/TenantAuditor'],
    operate: ['arn:aws:iam::100000000002:role/TenantOperator', 'arn:aws:iam::100000000002:role/TenantPipeline'],
    breakGlass: ['arn:aws:iam::100000000002:user/break-glass-1', 'arn:aws:iam::100000000002:user/break-glass-2'],
  },
  observability: {
    sinks: {
      'eu-central-1': 'arn:aws:oam:eu-central-1:100000000002:sink/1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d',
      'us-east-1': 'arn:aws:oam:us-east-1:100000000002:sink/9f8e7d6c-5b4a-4f3e-9d2c-1b0a9f8e7d6c',
    },
  },
  budgets: { alertEmails: ['finops@example.com'] },
  tags: { service: 'order-desk' },
});
