/** What a matcher answers, as jest and runners like it expect. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * The matchers that `tenantMatchers` adds, for type declarations of runners whose `expect` is not jest's global one.
 *
 * @example
 * declare module 'expect' {
 *   interface Matchers<R extends void | Promise<void>, T = unknown> extends TenantMatchers<R> {}
 * }
 */
export interface TenantMatchers<R> {
  /**
   * Expects that nobody but the operator's named principals comes into a tenant's account, nothing in it names another account, nothing is
   * public and no two tenants share anything.
   *
   * Of an app, a stage or the folder of a cloud assembly. Fails with each finding, its place and its fix, and with what could not be
   * analysed; throws where no stack is of a tenant, because then nothing would be proven.
   */
  toBeIsolated(): R;

  /**
   * Expects that every stack of a tenant goes to a region of the jurisdiction, and that nothing in one names a region outside of it.
   *
   * All tenants in the assembly are judged by it; to judge one, pass its stage.
   *
   * @param jurisdiction a name from the organization's file, e.g. `eu`
   */
  toStayIn(jurisdiction: string): R;

  /** Expects that nothing is open to the internet: no database, bucket, snapshot, subnet, security group, function or API without an authorizer. */
  toHaveNoPublicResources(): R;

  /**
   * Expects that each resource of an earlier assembly or template is still there under its logical id and type: CloudFormation replaces what
   * gets another id, and deletes the old one with its data.
   *
   * Versions of functions and deployments of APIs are left out: CDK gives them a new id with each change, on purpose.
   *
   * @param previous folder of a cloud assembly, an app, a stage or a template (object); an assembly is compared stack by stack, a template
   * with a template
   */
  toKeepLogicalIds(previous: string | object): R;
}

declare global {
  // Adding to the types of jest takes a namespace; for those who have none of them it declares an empty one.
  namespace jest {
    // The names of the parameters must be those of @types/jest.
    interface Matchers<R, T = {}> extends TenantMatchers<R> {}
  }
}
