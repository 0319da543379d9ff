import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Registry } from '../config/registry';
import type { Tenant } from '../config/tenant';
import { type AssemblyFolders, replaceAssembly } from './assembly-directory';
import type { AssemblyCache } from './cache/assembly-cache';
import { partKeys } from './cache/part-key';
import { nextStep } from './next-step';
import { checkParts } from './synthesis/check-parts';
import { fleetParts } from './synthesis/fleet-part';
import { mergeReports } from './synthesis/merge-reports';
import { writeRootManifest } from './synthesis/root-manifest';
import type { SynthesizedPart } from './synthesis/synthesize-part';
import type { SynthesisTask, Synthesizer } from './synthesis/synthesizer';
import type { KeyedPart, Work } from './synthesis/work';
import type { TenantSummary } from './tenant-summary';
import { type RuleFinding, VALIDATION_REPORT, readFindings } from './validation-report';

/** Input of {@link synthesizeFleet}. */
export interface SynthesizeFleetRequest {
  readonly registry: Registry;
  /** Whether what belongs to no tenant is part of it. */
  readonly organization: boolean;
  /** Folder for the cloud assembly; what was in it is replaced. */
  readonly output: string;
  /** Starts what does the work, for a number of parts of the fleet; not called if there is nothing to do. */
  readonly startSynthesizer: (parts: number) => Promise<Synthesizer>;
  /**
   * What earlier runs have made.
   *
   * @default - nothing is taken from earlier runs, or kept
   */
  readonly cache?: AssemblyCache | undefined;
  /**
   * Whether the rule packs and CDK's validation judge it. Without them there are no findings, and the assembly has no report of them.
   *
   * @default true
   */
  readonly checked?: boolean;
  /** Key of the code, as the cache has it. */
  readonly code: string;
  /** Is told when a kind of work begins, and whenever a task of it is done. */
  readonly onProgress?: ((progress: SynthesisProgress) => void) | undefined;
}

/** How far one kind of work is. */
export interface SynthesisProgress extends Pick<SynthesisTask, 'kind'> {
  readonly done: number;
  /** Tasks of this kind: parts to synthesize, or groups of parts to check together. */
  readonly total: number;
}

/** What {@link synthesizeFleet} made. */
export interface FleetSynthesis {
  /** One entry a tenant of the registry, in its order. */
  readonly tenants: readonly TenantSummary[];
  /** Every unacknowledged finding, of all tenants. */
  readonly findings: readonly RuleFinding[];
  /** How many parts were taken from the cache; parts are the tenants that can be deployed, and the organization. */
  readonly reused: number;
}

/**
 * Synthesizes and checks the tenants of a registry, and sums up what came of each: the same bytes as one app with all of them, at the
 * cost of what has changed.
 *
 * Findings do not stop it: the assembly is written and every finding is returned.
 *
 * @throws UsageError if `output` holds something else than a cloud assembly
 */
export function synthesizeFleet(request: SynthesizeFleetRequest): Promise<FleetSynthesis> {
  const { registry, organization, output, cache, code, checked = true, onProgress } = request;
  const keyOf = partKeys(code, registry.organization);
  const keyed = fleetParts(registry, organization).map((part) => ({ part, key: keyOf(part) }));
  return replaceAssembly(output, async (assembly) => {
    const { fresh, scratch } = assembly;
    mkdirSync(fresh);
    let synthesizer: Promise<Synthesizer> | undefined;
    const folders = { output: fresh, scratch };
    const work: Work = {
      cache,
      run: async (kind, parts, done) => {
        if (parts.length === 0) return;
        synthesizer ??= request.startSynthesizer(parts.length);
        const tasks = parts.map((part) => ({ kind, part, ...folders }));
        let count = 0;
        onProgress?.({ kind, done: count, total: tasks.length });
        await (
          await synthesizer
        ).run(tasks, (result, index) => {
          done(result, index);
          onProgress?.({ kind, done: ++count, total: tasks.length });
        });
      },
    };
    try {
      const { parts, reused } = await makeParts(keyed, assembly, work);
      const version = writeRootManifest(
        fresh,
        parts.map(({ manifest }) => manifest),
      );
      if (checked) {
        const reports = await checkParts(
          parts.map(({ shape }, index) => ({ ...keyed[index]!, shape })),
          work,
        );
        writeFileSync(join(fresh, VALIDATION_REPORT), JSON.stringify(mergeReports(reports, version), undefined, 2));
      }
      cache?.prune();
      const findings = readFindings(fresh);
      const byId = new Map(parts.map((part) => [part.id, part]));
      const tenants = registry.tenants.map((tenant) =>
        summarize(tenant, registry.directory, byId.get(tenant.id), findings),
      );
      return { tenants, findings, reused };
    } finally {
      if (synthesizer !== undefined) (await synthesizer).close();
    }
  });
}

async function makeParts(
  keyed: readonly KeyedPart[],
  assembly: AssemblyFolders,
  { cache, run }: Work,
): Promise<{ readonly parts: readonly SynthesizedPart[]; readonly reused: number }> {
  const frames = new Map<string, string>();
  // What all parts have in common is kept once, as the cache does: memory must not grow with it.
  const shared = (part: SynthesizedPart): SynthesizedPart => {
    const { frame } = part.manifest;
    if (!frames.has(frame)) frames.set(frame, frame);
    return { ...part, manifest: { ...part.manifest, frame: frames.get(frame)! } };
  };
  const parts = new Map<string, SynthesizedPart>();
  const make = (missing: readonly KeyedPart[]): Promise<void> =>
    run(
      'synthesize',
      missing.map(({ part }) => part),
      ({ synthesized }, index) => {
        const { part, key } = missing[index]!;
        parts.set(part.id, shared(synthesized!));
        cache?.store(key, assembly.fresh, synthesized!);
      },
    );
  const known = new Set(keyed.filter(({ key }) => cache?.has(key)));
  // Other processes begin while what is there is restored.
  const making = make(keyed.filter((each) => !known.has(each)));
  const broken: KeyedPart[] = [];
  const restore = async (): Promise<void> => {
    for (const each of known) {
      const part = cache?.restore(each.key, assembly);
      if (part === undefined) broken.push(each);
      else parts.set(each.part.id, part);
      if (parts.size % RESTORED_AT_A_TIME === 0) await nextTurn();
    }
  };
  // Neither is left behind when the other fails.
  const outcomes = await Promise.allSettled([making, restore()]);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  const reused = known.size - broken.length;
  await make(broken);
  return { parts: keyed.map(({ part }) => parts.get(part.id)!), reused };
}

/** Between two looks at what the processes have to say. */
const RESTORED_AT_A_TIME = 50;

function summarize(
  tenant: Tenant,
  directory: string,
  part: SynthesizedPart | undefined,
  allFindings: readonly RuleFinding[],
): TenantSummary {
  const findings = allFindings.filter(
    ({ severity, constructPath }) => severity === 'error' && constructPath.startsWith(`${tenant.id}/`),
  ).length;
  return {
    tenant: tenant.id,
    tier: tenant.tier,
    ring: tenant.ring,
    jurisdiction: tenant.jurisdiction,
    region: tenant.region,
    ...(tenant.accountId !== undefined && { account: tenant.accountId }),
    state: tenant.state === 'active' && tenant.accountId === undefined ? 'not vended' : tenant.state,
    stacks: part?.stacks ?? 0,
    resources: part?.resources ?? 0,
    templateBytes: part?.templateBytes ?? 0,
    findings,
    ...(part?.idleCostUsd !== undefined && { idleCostUsd: part.idleCostUsd }),
    nextStep: nextStep(tenant, directory, findings),
  };
}
