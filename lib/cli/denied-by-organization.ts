/** How AWS says which kind of policy denies a request; documented for IAM, seen e.g. in kubernetes-sigs/aws-load-balancer-controller#2322. */
const BY_ORGANIZATION = /explicit deny in an? (service|resource) control policy/;

/**
 * What to look at where a policy of the organization denies what was done for a tenant: most likely the account is in the unit of another region
 * than the tenant's file names.
 *
 * @param message AWS's, with whatever is around it
 */
export function deniedByOrganization(tenantId: string, message: string): string | undefined {
  if (!BY_ORGANIZATION.test(message)) return undefined;
  return `a policy of the organization denies that (docs/organization.md): the unit of a region denies all other regions; whether the account is in the unit of the region in its file, says: tenantry status ${tenantId}`;
}
