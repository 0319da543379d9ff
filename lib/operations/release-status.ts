import type { Tenant } from '../config/tenant';
import type { RolloutState, TenantProgress } from '../rollout/rollout-state';
import type { VersionInRegion } from './fleet-release/fleet-versions';
import { failureOf } from './fleet-release/tenant-version';
import type { LedgerEntry, VersionLedger } from './rollout/version-ledger';

/** A release that runs at a tenant. */
export interface RunningRelease extends Pick<LedgerEntry, 'release' | 'commit' | 'since'> {
  /** Account it was brought to; absent where the record does not say. */
  readonly accountId?: string;
  /** What brought it. */
  readonly by: LedgerEntry['by'] | 'step-functions';
}

/** Which release a tenant runs, and which it is to run. */
export interface ReleaseStatus {
  /** What runs, as the ledger or the table of Step Functions has it, whichever is later; absent where no roll-out brought anything. */
  readonly runs?: RunningRelease;
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

/** What is on record of a tenant. */
export interface ReleaseRecords {
  /** What the machines that roll out wrote. */
  readonly ledger: VersionLedger;
  /** The latest roll-out of this machine. */
  readonly rollout: RolloutState | undefined;
  /** What Step Functions wrote, the tenant's home region first. */
  readonly versions: readonly VersionInRegion[];
}

/**
 * Compares what is on record of a tenant with its file and its account.
 *
 * A tenant the roll-out has not come to yet is no problem: it is seen by what is latest.
 */
export function releaseStatus(
  { id, accountId, version }: Pick<Tenant, 'id' | 'accountId' | 'version'>,
  { ledger, rollout, versions }: ReleaseRecords,
): { readonly release: ReleaseStatus; readonly problems: readonly string[] } {
  const entry = ledger.entries.at(-1);
  const runs = latestOf(entry, broughtByStepFunctions(versions[0]));
  const latest = attemptOf(versions, runs) ?? progressOf(id, rollout);
  const release: ReleaseStatus = {
    ...(runs !== undefined && { runs }),
    ...(version !== undefined && { pinned: version }),
    ...(latest !== undefined && { latest }),
  };
  return { release, problems: problemsOf(release, { accountId, inLedger: entry?.release }) };
}

function broughtByStepFunctions(version: VersionInRegion | undefined): RunningRelease | undefined {
  if (version?.release === undefined || version.since === undefined) return undefined;
  const { release, commit, since } = version;
  return { release, ...(commit !== undefined && { commit }), since, by: 'step-functions' };
}

function latestOf(entry: LedgerEntry | undefined, other: RunningRelease | undefined): RunningRelease | undefined {
  if (entry === undefined || other === undefined) return entry ?? other;
  return Date.parse(other.since) > Date.parse(entry.since) ? other : entry;
}

/** The latest attempt of Step Functions, unless the tenant has got the release in another way since. */
function attemptOf(versions: readonly VersionInRegion[], runs: RunningRelease | undefined): ReleaseStatus['latest'] {
  const attempt = versions.find(({ status, target }) => status !== 'deployed' && target !== undefined);
  if (attempt?.target === undefined) return undefined;
  const { target: release, status, region } = attempt;
  const reason = failureOf(attempt);
  if (runs !== undefined && runs.by !== 'step-functions' && runs.release === release) return undefined;
  return {
    release,
    step: ATTEMPTS[status] ?? 'failed',
    ...(reason !== undefined && { reason: versions.length > 1 ? `${region}: ${reason}` : reason }),
  };
}

/** What the state machines write; whatever else they may write one day is no success. */
const ATTEMPTS: Readonly<Record<string, TenantProgress['step']>> = {
  deploying: 'deploying',
  rollingBack: 'rollingBack',
  rolledBack: 'rolledBack',
  stuck: 'stuck',
  untouched: 'untouched',
};

function progressOf(id: string, rollout: RolloutState | undefined): ReleaseStatus['latest'] {
  const progress = rollout?.rings.flatMap(({ tenants }) => tenants).find((tenant) => tenant.id === id)?.progress;
  if (rollout === undefined || progress === undefined) return undefined;
  if (progress.step === 'waiting' && rollout.mode === 'aborted') return undefined;
  return {
    release: rollout.release,
    step: progress.step,
    ...('reason' in progress && { reason: progress.reason }),
  };
}

interface Expected {
  readonly accountId: string | undefined;
  /** What the ledger has, which is what a roll-out of this machine is compared with. */
  readonly inLedger: string | undefined;
}

function problemsOf({ runs, pinned, latest }: ReleaseStatus, { accountId, inLedger }: Expected): string[] {
  const problems: string[] = [];
  if (runs?.accountId !== undefined && runs.accountId !== accountId) {
    problems.push(
      `release ${runs.release} was brought to account ${runs.accountId}; accounts.lock.json has ${accountId ?? 'none'}`,
    );
  }
  if (runs !== undefined && pinned !== undefined && runs.release !== pinned) {
    problems.push(`release ${runs.release} runs; the file pins it to ${pinned}`);
  }
  if (latest === undefined) return problems;
  const { release, step, reason = 'no reason is on record' } = latest;
  if (step === 'deployed' && inLedger !== release) {
    problems.push(`the roll-out brought release ${release}; the ledger has ${inLedger ?? 'none'}`);
  }
  if (step === 'rolledBack') problems.push(`release ${release} was rolled back: ${reason}`);
  if (step === 'failed' || step === 'untouched' || step === 'stuck')
    problems.push(`release ${release} failed: ${reason}`);
  return problems;
}
