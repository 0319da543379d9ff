import type { Tenant } from '../config/tenant';
import type { RolloutState, TenantProgress } from '../rollout/rollout-state';
import type { LedgerEntry, VersionLedger } from './rollout/version-ledger';

/** Which release a tenant runs, and which it is to run. */
export interface ReleaseStatus {
  /** What runs, as the ledger has it; absent where no roll-out brought anything. */
  readonly runs?: LedgerEntry;
  /** Release the tenant's file pins it to. */
  readonly pinned?: string;
  /** Where the latest roll-out is with the tenant; absent where it does not go there, or was aborted before it did. */
  readonly latest?: {
    readonly release: string;
    readonly step: TenantProgress['step'];
    /** Why it failed. */
    readonly reason?: string;
  };
}

/**
 * Compares what the ledger of a tenant says with its file, its account and the latest roll-out.
 *
 * A tenant the roll-out has not come to yet is no problem: it is seen by what is latest.
 */
export function releaseStatus(
  { id, accountId, version }: Pick<Tenant, 'id' | 'accountId' | 'version'>,
  { entries }: VersionLedger,
  rollout: RolloutState | undefined,
): { readonly release: ReleaseStatus; readonly problems: readonly string[] } {
  const runs = entries.at(-1);
  const progress = progressOf(id, rollout);
  const release: ReleaseStatus = {
    ...(runs !== undefined && { runs }),
    ...(version !== undefined && { pinned: version }),
    ...(rollout !== undefined &&
      progress !== undefined && {
        latest: {
          release: rollout.release,
          step: progress.step,
          ...('reason' in progress && { reason: progress.reason }),
        },
      }),
  };
  return { release, problems: problemsOf(release, accountId) };
}

function progressOf(id: string, rollout: RolloutState | undefined): TenantProgress | undefined {
  const progress = rollout?.rings.flatMap(({ tenants }) => tenants).find((tenant) => tenant.id === id)?.progress;
  return progress?.step === 'waiting' && rollout?.mode === 'aborted' ? undefined : progress;
}

function problemsOf({ runs, pinned, latest }: ReleaseStatus, accountId: string | undefined): string[] {
  const problems: string[] = [];
  if (runs !== undefined && runs.accountId !== accountId) {
    problems.push(
      `release ${runs.release} was brought to account ${runs.accountId}; accounts.lock.json has ${accountId ?? 'none'}`,
    );
  }
  if (runs !== undefined && pinned !== undefined && runs.release !== pinned) {
    problems.push(`release ${runs.release} runs; the file pins it to ${pinned}`);
  }
  if (latest === undefined) return problems;
  const { release, step, reason } = latest;
  if (step === 'deployed' && runs?.release !== release) {
    problems.push(`the roll-out brought release ${release}; the ledger has ${runs?.release ?? 'none'}`);
  }
  if (step === 'rolledBack') problems.push(`release ${release} was rolled back: ${reason}`);
  if (step === 'failed' || step === 'untouched' || step === 'stuck')
    problems.push(`release ${release} failed: ${reason}`);
  return problems;
}
