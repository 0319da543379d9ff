import type { Tenant } from '../config/tenant';

/** What one synthesis made of one tenant. */
export interface TenantSummary {
  readonly tenant: string;
  readonly tier: string;
  readonly ring: string;
  readonly jurisdiction: string;
  readonly region: string;
  /** Absent until the account exists. */
  readonly account?: string;
  readonly state: Tenant['state'] | 'not vended';
  /** Stacks in the assembly; 0 if the tenant is left out. */
  readonly stacks: number;
  readonly resources: number;
  /** Size of all the tenant's templates together. */
  readonly templateBytes: number;
  /** Errors of rule packs and of CDK's validation that nobody has acknowledged. */
  readonly findings: number;
  /** What the tenant costs a month while nobody uses it; absent if it is left out. */
  readonly idleCostUsd?: number;
  /** The one thing to do next; empty if there is nothing. */
  readonly nextStep: string;
}
