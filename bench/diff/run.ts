import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadRegistry } from '../../lib/index';
import { generateFleet } from '../fleet/generate-fleet';
import { tenantId } from '../fleet/generate-tenant';
import { benchOptions } from '../measure/bench-options';
import { type Usage, measureProcess } from '../measure/measure-process';
import { medianUsage } from '../measure/median-usage';
import { type Row, report } from '../measure/report';
import { replicateAssembly } from './replicate-assembly';

/** Compiled programs, seen from the compiled measurement. */
const COMMAND = resolve(__dirname, '../../bin/tenantry.js');
const EACH = resolve(__dirname, 'diff-each.js');

/** Homes and tiers of generated tenants come again after as many. */
const DIFFERENT_TENANTS = 20;

/*
 * Compares the assemblies of generated fleets of different sizes with what they were before every function got more memory; beside it the same
 * assembly with itself, `tenantry shapes`, and a loop that compares each stack.
 */
async function main(): Promise<void> {
  const { json, repetitions, tenants } = benchOptions(process.argv.slice(2), [1, 100, 1000], 1);
  const workspace = mkdtempSync(join(tmpdir(), 'tenantry-bench-diff-'));
  try {
    const rows: Row[] = [];
    for (const count of tenants) rows.push(await measureFleet(join(workspace, String(count)), count, repetitions));
    process.stdout.write(report('diff', repetitions, rows, json));
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

async function measureFleet(folder: string, count: number, repetitions: number): Promise<Row> {
  const fleet = join(folder, 'tenants');
  generateFleet({ directory: fleet, tenants: count });
  const { tenants } = await loadRegistry({ directory: fleet });
  const [source, base, head] = [join(folder, 'source'), join(folder, 'base'), join(folder, 'head')];
  const synthesized = Math.min(count, DIFFERENT_TENANTS);
  const ids = Array.from({ length: synthesized }, (_, index) => tenantId(index));
  await run(COMMAND, 'synth', ...ids, '--tenants', fleet, '--output', source, '--no-cache');
  const replicate = { source, tenants, synthesized };
  replicateAssembly({ ...replicate, output: base, change: (template) => template });
  replicateAssembly({ ...replicate, output: head, change: withMoreMemory });
  const diff = (assembly: string) => run(COMMAND, 'diff', assembly, '--base', base, '--tenants', fleet);
  const changed = await median(repetitions, () => diff(head));
  const same = await median(repetitions, () => diff(base));
  const shapes = await median(repetitions, () => run(COMMAND, 'shapes', head, '--tenants', fleet));
  const each = await median(repetitions, () => run(EACH, base, head));
  rmSync(folder, { recursive: true });
  return {
    tenants: count,
    wallMs: changed.wallMs,
    wallMsATenant: changed.wallMs / count,
    cpuMs: changed.cpuMs,
    peakRssMib: changed.peakRssMib,
    sameWallMs: same.wallMs,
    shapesWallMs: shapes.wallMs,
    eachWallMs: each.wallMs,
    wallToEach: changed.wallMs / each.wallMs,
  };
}

function withMoreMemory(template: string): string {
  return template.replaceAll(/"MemorySize": (\d+)/g, (_, memory) => `"MemorySize": ${Number(memory) + 64}`);
}

function run(program: string, ...argv: string[]): Promise<Usage> {
  return measureProcess({ argv: [program, ...argv], environment: { CDK_VALIDATION: 'false' } });
}

async function median(repetitions: number, measure: () => Promise<Usage>): Promise<Usage> {
  const usages: Usage[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) usages.push(await measure());
  return medianUsage(usages);
}

void main();
