import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type AssemblySize, assemblySize } from './assembly-size';
import { type Usage, measureProcess } from './measure-process';

/** Input of {@link measureApp}. */
export interface MeasureAppRequest {
  /** Folder of the tenants' files. */
  readonly tenants: string;

  /**
   * Tenant to synthesize alone, as `cdk -c tenant=`.
   *
   * @default - the whole fleet
   */
  readonly tenant?: string;
}

/** What one synthesis took. */
export interface Measurement extends AssemblySize, Usage {}

/** The compiled app, seen from the compiled measurements. */
const APP = resolve(__dirname, '../../bin/app.js');

/**
 * Synthesizes in a process of its own, as the `cdk` command starts the app, and measures it.
 *
 * @throws Error with what the app said if it wrote no assembly
 */
export async function measureApp({ tenants, tenant }: MeasureAppRequest): Promise<Measurement> {
  const workspace = mkdtempSync(join(tmpdir(), 'tenantry-bench-'));
  try {
    const output = join(workspace, 'cdk.out');
    const usage = await measureProcess({
      argv: [APP],
      environment: {
        CDK_CONTEXT_JSON: JSON.stringify({ tenants, ...(tenant !== undefined && { tenant }) }),
        CDK_OUTDIR: output,
        // CDK's own template validation takes seconds in each process, whatever the number of tenants.
        CDK_VALIDATION: 'false',
      },
    });
    return { ...usage, ...assemblySize(output) };
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}
