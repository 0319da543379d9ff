import type { AssemblyCache } from '../cache/assembly-cache';
import type { FleetPart } from './fleet-part';
import type { SynthesisResult, SynthesisTask } from './synthesizer';

/** A part, and the key of everything it is made of. */
export interface KeyedPart {
  readonly part: FleetPart;
  readonly key: string;
}

/** How the work of one run is done, and what need not be done again. */
export interface Work {
  readonly cache: AssemblyCache | undefined;
  /** Does the same for several parts; tells of each result as soon as it is there, with the place of its part. */
  readonly run: (
    kind: SynthesisTask['kind'],
    parts: readonly FleetPart[],
    done: (result: SynthesisResult, index: number) => void,
  ) => Promise<void>;
}
