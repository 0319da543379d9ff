import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateFleet } from '../fleet/generate-fleet';
import { tenantId } from '../fleet/generate-tenant';
import { benchOptions } from '../measure/bench-options';
import { measureApp } from '../measure/measure-app';
import { measureInTurn } from '../measure/measure-in-turn';
import { report } from '../measure/report';

/*
 * Synthesizes the same tenant (`-c tenant=t-0000`) out of folders of different sizes; ratios are those to the first folder.
 */
async function main(): Promise<void> {
  const { json, repetitions, tenants } = benchOptions(process.argv.slice(2), [1, 100, 1000]);
  const workspace = mkdtempSync(join(tmpdir(), 'tenantry-bench-tenant-'));
  try {
    const folders = tenants.map((count) => ({ count, directory: join(workspace, String(count)) }));
    for (const { count, directory } of folders) generateFleet({ directory, tenants: count });

    const series = await measureInTurn(folders, repetitions, ({ directory }) =>
      measureApp({ tenants: directory, tenant: tenantId(0) }),
    );
    const base = series[0]?.median;
    const rows = series.map(({ subject, median: { wallMs, cpuMs, peakRssMib, resources } }) => ({
      tenantsInFolder: subject.count,
      wallMs,
      wallRatio: wallMs / (base?.wallMs ?? Number.NaN),
      cpuMs,
      cpuRatio: cpuMs / (base?.cpuMs ?? Number.NaN),
      peakRssMib,
      peakRssRatio: peakRssMib / (base?.peakRssMib ?? Number.NaN),
      resources,
    }));
    process.stdout.write(report('tenant', repetitions, rows, json));
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

void main();
