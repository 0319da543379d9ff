import type { OrganizationAudit } from './audit';
import type { OrganizationRollout } from './rollout';
import type { TierPreset } from './tiers';

/** The AWS organization all tenants belong to, with every default filled in. */
export interface Organization {
  /** `o-` and 10 to 32 lower-case letters and digits. */
  readonly organizationId: string;
  readonly managementAccountId: string;
  readonly operatorAccountId: string;
  /** Region of the operator's own stacks. */
  readonly homeRegion: string;
  /** Root of the organization, e.g. `r-a1b2`; without it the units and policies of the organization are not synthesized. */
  readonly rootId: string | undefined;
  /** Root e-mail of a tenant without its own, e.g. `aws+{tenant}@example.com`. */
  readonly rootEmail: string;
  /** Named sets of regions; a tenant's data stays in one of them. */
  readonly jurisdictions: Readonly<Record<string, readonly string[]>>;
  /** The built-in presets with the organization's changes, and its own tiers. */
  readonly tiers: Readonly<Record<string, TierPreset>>;
  /** In the order in which a release reaches them. */
  readonly rings: readonly string[];
  /** Principals of the operator account that may assume each role in a tenant's account: roles, and for `breakGlass` IAM users. */
  readonly operators: {
    readonly readOnly: readonly string[];
    readonly operate: readonly string[];
    readonly breakGlass: readonly string[];
  };
  /** Region → ARN of the operator's observability sink there. */
  readonly observability: { readonly sinks: Readonly<Record<string, string>> };
  /** Block the tenants' default CIDRs are cut from. */
  readonly networkPool: string;
  readonly budgets: { readonly alertEmails: readonly string[]; readonly thresholdsPercent: readonly number[] };
  readonly tags: Readonly<Record<string, string>>;
  /** Module with the company's own resources for every tenant; a path relative to the tenants folder. */
  readonly blueprint: string | undefined;
  /** Who records API calls: each account's own trail, or the organization's. */
  readonly trail: 'account' | 'organization';
  /** What makes tenants' accounts: `tenantry vend`, or a stack for each in the management account. */
  readonly accounts: 'command' | 'stacks';
  /** What bootstraps tenants' accounts: `tenantry bootstrap`, or a stack set as they enter their unit. */
  readonly bootstrap: 'command' | 'stack-set';
  /** What makes the operator's principals, sinks and audit bucket: the company itself, or stacks in the operator account. */
  readonly operator: 'own' | 'stacks';
  /** How releases go through the rings. */
  readonly rollout: OrganizationRollout;
  /** What the audit takes for legitimate. */
  readonly audit: OrganizationAudit;
  /** The file it came from, e.g. `tenants/organization.ts`. */
  readonly file: string;
}

/** Rings of an organization that names none, in release order. */
export const DEFAULT_RINGS = ['canary', 'early', 'general'] as const;
