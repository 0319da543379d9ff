import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generateFleet } from '../fleet/generate-fleet';
import { benchOptions } from '../measure/bench-options';
import { type Usage, measureProcess } from '../measure/measure-process';
import { medianUsage } from '../measure/median-usage';
import { type Row, report } from '../measure/report';
import { measureSubject } from '../synth/subjects';

/** Compiled program, seen from the compiled measurement. */
const COMMAND = resolve(__dirname, '../../bin/tenantry.js');

/** cdk-nag needs all tenants in one app, which with more than this takes many minutes. */
const MOST_WITH_NAG = 100;

/*
 * Audits the assemblies of generated fleets of different sizes; beside it what cdk-nag's packs add to the synthesis of the same
 * templates.
 */
async function main(): Promise<void> {
  const { json, repetitions, tenants } = benchOptions(process.argv.slice(2), [1, 10, 100], 1);
  const workspace = mkdtempSync(join(tmpdir(), 'tenantry-bench-audit-'));
  try {
    const rows: Row[] = [];
    for (const count of tenants) rows.push(await measureFleet(join(workspace, String(count)), count, repetitions));
    process.stdout.write(report('audit', repetitions, rows, json));
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

async function measureFleet(folder: string, count: number, repetitions: number): Promise<Row> {
  const fleet = join(folder, 'tenants');
  generateFleet({ directory: fleet, tenants: count });
  const nag = count <= MOST_WITH_NAG ? await nagMs(fleet) : null;
  await measureSubject('cold', fleet);
  const usages: Usage[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) usages.push(await audit(folder, fleet));
  const { wallMs, cpuMs, peakRssMib } = medianUsage(usages);
  rmSync(folder, { recursive: true });
  return {
    tenants: count,
    wallMs,
    wallMsATenant: wallMs / count,
    cpuMs,
    peakRssMib,
    cdkNagMs: nag,
    wallToCdkNag: nag === null ? null : wallMs / nag,
  };
}

function audit(folder: string, fleet: string): Promise<Usage> {
  return measureProcess({ argv: [COMMAND, 'audit', join(folder, 'cdk.out'), '--tenants', fleet], environment: {} });
}

/** What the packs add to an app that does the same without them. */
async function nagMs(fleet: string): Promise<number> {
  const without = await measureSubject('hand-written-unchecked', fleet);
  const withPacks = await measureSubject('hand-written-packs', fleet);
  return withPacks.wallMs - without.wallMs;
}

void main();
