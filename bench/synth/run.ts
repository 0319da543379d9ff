import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateFleet } from '../fleet/generate-fleet';
import { benchOptions } from '../measure/bench-options';
import { measureApp } from '../measure/measure-app';
import { measureInTurn } from '../measure/measure-in-turn';
import { report } from '../measure/report';

/*
 * Synthesizes whole fleets of different sizes, each in one app.
 */
async function main(): Promise<void> {
  const { json, repetitions, tenants } = benchOptions(process.argv.slice(2), [1, 10, 100]);
  const workspace = mkdtempSync(join(tmpdir(), 'tenantry-bench-synth-'));
  try {
    const fleets = tenants.map((count) => ({ count, directory: join(workspace, String(count)) }));
    for (const { count, directory } of fleets) generateFleet({ directory, tenants: count });

    const series = await measureInTurn(fleets, repetitions, ({ directory }) => measureApp({ tenants: directory }));
    const rows = series.map(({ subject: { count }, median }) => ({
      tenants: count,
      wallMs: median.wallMs,
      wallMsATenant: median.wallMs / count,
      cpuMs: median.cpuMs,
      peakRssMib: median.peakRssMib,
      stacks: median.stacks,
      resourcesATenant: median.resources / count,
      templateBytesATenant: median.templateBytes / count,
    }));
    process.stdout.write(report('synth', repetitions, rows, json));
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

void main();
