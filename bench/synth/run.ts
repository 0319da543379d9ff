import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateFleet } from '../fleet/generate-fleet';
import { benchOptions } from '../measure/bench-options';
import type { Usage } from '../measure/measure-process';
import { medianUsage } from '../measure/median-usage';
import { report } from '../measure/report';
import { synthRows } from './synth-rows';
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
    const measured = new Map<number, Map<Subject, Usage>>();
    for (const count of new Set([1, ...tenants])) {
      const fleet = join(workspace, String(count), 'tenants');
      generateFleet({ directory: fleet, tenants: count });
      measured.set(count, await measureFleet(subjectsOf(count), fleet, { repetitions, isOneTenant: count === 1 }));
      rmSync(join(workspace, String(count)), { recursive: true });
    }
    process.stdout.write(report('synth', repetitions, synthRows(tenants, measured), json));
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

function subjectsOf(count: number): readonly Subject[] {
  return [
    ...(count === 1 ? (['hand-written-packs'] as const) : []),
    ...(count <= MOST_BY_HAND ? (['hand-written', 'hand-written-unchecked'] as const) : []),
    'cold',
    'warm',
    'one-changed',
    'single-tenant',
  ];
}

/** What takes a second or two in a fleet of any size. */
const SHORT: ReadonlySet<Subject> = new Set(['warm', 'one-changed', 'single-tenant']);

/** What is short is measured at least so often: a moment of other work would make all of its ratios. */
const LEAST_FOR_SHORT = 3;

/** Each subject once, then all of them again, so that a machine that slows down slows all alike; what is short then once more. */
async function measureFleet(
  subjects: readonly Subject[],
  fleet: string,
  { repetitions, isOneTenant }: { readonly repetitions: number; readonly isOneTenant: boolean },
): Promise<Map<Subject, Usage>> {
  const usages = new Map<Subject, Usage[]>();
  for (let repetition = 0; repetition < Math.max(repetitions, LEAST_FOR_SHORT); repetition += 1) {
    for (const subject of subjects) {
      if (repetition >= repetitions && !isOneTenant && !SHORT.has(subject)) continue;
      usages.set(subject, [...(usages.get(subject) ?? []), await measureSubject(subject, fleet)]);
    }
  }
  return new Map([...usages].map(([subject, each]) => [subject, medianUsage(each)]));
}

void main();
