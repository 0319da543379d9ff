/** Role that Organizations makes in every account it creates, with full access for the management account. */
export const ORGANIZATION_ROLE = 'OrganizationAccountAccessRole';
