import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateFleet } from '../fleet/generate-fleet';
import { benchOptions } from '../measure/bench-options';
import type { Usage } from '../measure/measure-process';
import { medianUsage } from '../measure/median-usage';
import { report } from '../measure/report';
import { FLOORS, type FleetUsages, synthRows } from './synth-rows';
import { type Subject, measureSubject } from './subjects';

/** One app with more tenants than this takes many minutes and all memory: its cost a tenant at this size stands for it. */
const MOST_BY_HAND = 1000;

/*
 * Synthesizes generated fleets of different sizes with `tenantry synth --all`: cold, warm and after one tenant has changed; beside it
 * one hand-written CDK app with the same stages in a loop, and the floor: that app with one tenant.
 */
async function main(): Promise<void> {
  const { json, repetitions, tenants } = benchOptions(process.argv.slice(2), [1, 10, 100], 1);
  const workspace = mkdtempSync(join(tmpdir(), 'tenantry-bench-synth-'));
  try {
    const one = join(workspace, 'one', 'tenants');
    generateFleet({ directory: one, tenants: 1 });
    const measured = new Map<number, FleetUsages>();
    for (const count of tenants) {
      const fleet = join(workspace, String(count), 'tenants');
      generateFleet({ directory: fleet, tenants: count });
      measured.set(count, await measureFleet({ count, fleet, one, repetitions }));
      rmSync(join(workspace, String(count)), { recursive: true });
    }
    process.stdout.write(report('synth', repetitions, synthRows(measured), json));
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

function subjectsOf(count: number): readonly Subject[] {
  return [
    ...(count <= MOST_BY_HAND ? (['hand-written', 'hand-written-unchecked'] as const) : []),
    'cold',
    'warm',
    'one-changed',
  ];
}

/** What takes a second or two in a fleet of any size. */
const SHORT: ReadonlySet<Subject> = new Set(['warm', 'one-changed']);

/** What is short is measured at least so often: a moment of other work would make all of its ratios. */
const LEAST_FOR_SHORT = 3;

/** Times a single tenant is measured in each turn, here and in the folder of one: they are to be alike to a tenth, and moments differ by more. */
const PAIRS_IN_A_TURN = 5;

interface MeasureFleetRequest {
  readonly count: number;
  readonly fleet: string;
  /** A fleet of one tenant. */
  readonly one: string;
  readonly repetitions: number;
}

/**
 * Each subject once, then all of them again, so that a machine that slows down slows all alike; what is short then once more. What it is compared
 * with is measured beside it for the same reason.
 */
async function measureFleet({ count, fleet, one, repetitions }: MeasureFleetRequest): Promise<FleetUsages> {
  const [subjects, floors] = [new Usages(fleet), new Usages(one)];
  for (let repetition = 0; repetition < Math.max(repetitions, LEAST_FOR_SHORT); repetition += 1) {
    for (const subject of subjectsOf(count)) {
      if (repetition < repetitions || SHORT.has(subject)) await subjects.measure(subject);
    }
    for (const floor of FLOORS) await floors.measure(floor);
    for (let pair = 0; pair < PAIRS_IN_A_TURN; pair += 1) {
      for (const usages of [subjects, floors]) await usages.measure('single-tenant');
    }
  }
  return { subjects: subjects.medians(), floors: floors.medians() };
}

/** What a folder's subjects took, each time. */
class Usages {
  private readonly each = new Map<Subject, Usage[]>();

  public constructor(private readonly fleet: string) {}

  public async measure(subject: Subject): Promise<void> {
    this.each.set(subject, [...(this.each.get(subject) ?? []), await measureSubject(subject, this.fleet)]);
  }

  public medians(): Map<Subject, Usage> {
    return new Map([...this.each].map(([subject, usages]) => [subject, medianUsage(usages)]));
  }
}

void main();
