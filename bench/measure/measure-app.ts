import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type AssemblySize, assemblySize } from './assembly-size';

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

/** What one synthesis took. Processes that the app starts (esbuild) count in the time alone. */
export interface Measurement extends AssemblySize {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakRssMib: number;
}

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
    const usageFile = join(workspace, 'usage.json');
    const started = performance.now();
    const { exitCode, said } = await run({
      CDK_CONTEXT_JSON: JSON.stringify({ tenants, ...(tenant !== undefined && { tenant }) }),
      CDK_OUTDIR: output,
      // CDK's own template validation takes seconds in each process, whatever the number of tenants.
      CDK_VALIDATION: 'false',
      BENCH_USAGE_FILE: usageFile,
    });
    const wallMs = performance.now() - started;
    // 1 says that rules are broken; the assembly is complete all the same.
    if (exitCode > 1 || !existsSync(join(output, 'manifest.json'))) {
      throw new Error(`the app ended with ${exitCode} and wrote no assembly of "${tenants}":\n${said}`);
    }
    const usage: { cpuMs: number; peakRssMib: number } = JSON.parse(readFileSync(usageFile, 'utf8'));
    return { wallMs, ...usage, ...assemblySize(output) };
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

function run(
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly exitCode: number; readonly said: string }> {
  const app = spawn(process.execPath, ['--require', require.resolve('./report-usage'), APP], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: Buffer[] = [];
  app.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  return new Promise((done, failed) => {
    app.on('error', failed);
    app.on('close', (code) =>
      done({ exitCode: code ?? Number.POSITIVE_INFINITY, said: Buffer.concat(said).toString().slice(-LAST_WORDS) }),
    );
  });
}

/** How much of what a failed app said is shown, in characters. */
const LAST_WORDS = 4000;
