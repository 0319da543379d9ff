import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { Registry } from '../config/registry';
import { AssemblyCache } from '../fleet/cache/assembly-cache';
import { asksForPlace, codeKey, whyNotKept } from '../fleet/cache/code-key';
import { type FleetSynthesis, synthesizeFleet } from '../fleet/synthesize-fleet';
import type { Synthesizer } from '../fleet/synthesis/synthesizer';
import { readBlueprint } from '../bundle-blueprint';
import { tellSynthesis } from './tell-synthesis';

/** Options of {@link synthesizeRegistry}. */
export interface SynthesizeRegistryOptions {
  /** Folder for the cloud assembly; replaced. */
  readonly output: string;
  /** Whether what belongs to no tenant is part of it. */
  readonly organization: boolean;
  /** Folder of the cache; false for none. */
  readonly cacheDirectory: string | false;
  /**
   * Whether it is a past that is only compared with: of a checkout that nobody sees again, and not to be judged.
   *
   * @default false
   */
  readonly isPast?: boolean;
  /**
   * Most processes at a time.
   *
   * @default - one a core
   */
  readonly jobs: number | undefined;
  /** Prints one line for people. */
  readonly say: (line: string) => void;
}

/** A process of its own pays for itself from so many parts on. */
const PARTS_WORTH_A_PROCESS = 6;

/** In a fleet this large one part is worth a process too: it is synthesized while the others come from the cache. */
const FLEET_WORTH_A_PROCESS = 400;

/** Compiled beside this folder. */
const WORKER = join(__dirname, '../run-synthesis-worker.js');

/**
 * Synthesizes and checks the tenants of a registry: what is unchanged comes from the cache, a few parts are synthesized in this process,
 * and many in processes of their own.
 */
export async function synthesizeRegistry(
  registry: Registry,
  {
    output,
    organization,
    cacheDirectory,
    isPast = false,
    jobs = availableParallelism(),
    say,
  }: SynthesizeRegistryOptions,
): Promise<FleetSynthesis> {
  const blueprint = await readBlueprint(registry);
  const reason = whyNotKept(blueprint);
  if (cacheDirectory !== false && reason !== undefined) {
    say(`${registry.organization.blueprint} ${reason}: nothing is taken from the cache, or kept`);
  }
  const code = codeKey(blueprint, resolve(registry.directory));
  return synthesizeFleet({
    registry,
    organization,
    output,
    code,
    cache:
      cacheDirectory === false || reason !== undefined || (isPast && asksForPlace(blueprint))
        ? undefined
        : new AssemblyCache(cacheDirectory, code),
    checked: !isPast,
    onProgress: tellSynthesis(say),
    startSynthesizer: (parts) => startSynthesizer(Math.min(jobs, processesWorth(parts, registry.tenants.length))),
  });
}

function processesWorth(parts: number, tenants: number): number {
  const processes = Math.floor(parts / PARTS_WORTH_A_PROCESS);
  if (processes > 1) return processes;
  return tenants >= FLEET_WORTH_A_PROCESS ? 1 : 0;
}

async function startSynthesizer(processes: number): Promise<Synthesizer> {
  if (processes > 0) {
    const { workerPool } = await import('../fleet/synthesis/worker-pool');
    return workerPool({ module: WORKER, size: processes });
  }
  // The CDK costs most of a second to load, which a run that finds everything in the cache should not pay.
  const [{ partDefiner }, { inProcess }] = [
    await import('../define-part'),
    await import('../fleet/synthesis/synthesizer'),
  ];
  return inProcess(partDefiner());
}
