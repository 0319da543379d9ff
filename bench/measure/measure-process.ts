import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

/** What a run of a program took, with all processes it started. */
export interface Usage {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Most memory the program and its processes had in use at the same time, summed; looked at ten times a second. */
  readonly peakRssMib: number;
}

/** Input of {@link measureProcess}. */
export interface MeasureProcessRequest {
  /** Compiled program, and its arguments. */
  readonly argv: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
  /** Folder to run in. */
  readonly cwd?: string;
}

/**
 * Runs a program in a process of its own and measures it.
 *
 * @throws Error with what it said if it ended with an exit code over 1, which says that rules are broken
 */
export async function measureProcess(request: MeasureProcessRequest): Promise<Usage> {
  const workspace = mkdtempSync(join(tmpdir(), 'tenantry-usage-'));
  const usageFile = join(workspace, 'usage.json');
  try {
    const started = performance.now();
    const { exitCode, said, peakRssMib } = await run(request, usageFile);
    const wallMs = performance.now() - started;
    if (exitCode > 1) throw new Error(`${request.argv.join(' ')} ended with ${exitCode}:\n${said}`);
    const usage = JSON.parse(readFileSync(usageFile, 'utf8')) as { cpuMs: number; peakRssMib: number };
    return { wallMs, cpuMs: usage.cpuMs, peakRssMib: Math.max(peakRssMib, usage.peakRssMib) };
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

function run(
  { argv, environment, nodeOptions = [], cwd }: MeasureProcessRequest,
  usageFile: string,
): Promise<{ readonly exitCode: number; readonly said: string; readonly peakRssMib: number }> {
  const program = spawn(process.execPath, [...nodeOptions, '--require', require.resolve('./report-usage'), ...argv], {
    ...(cwd !== undefined && { cwd }),
    env: { ...process.env, ...environment, BENCH_USAGE_FILE: usageFile },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: Buffer[] = [];
  program.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  let peakKib = 0;
  const timer = setInterval(() => (peakKib = Math.max(peakKib, treeRssKib(program.pid))), 100);
  return new Promise((done, failed) => {
    program.on('error', failed);
    program.on('close', (code) => {
      clearInterval(timer);
      done({
        exitCode: code ?? Number.POSITIVE_INFINITY,
        said: Buffer.concat(said).toString().slice(-LAST_WORDS),
        peakRssMib: peakKib / 1024,
      });
    });
  });
}

/** How much of what a failed program said is shown, in characters. */
const LAST_WORDS = 4000;

/** Memory of a process and all below it; 0 where there is no `/proc`, or when it has just ended. */
function treeRssKib(pid: number | undefined): number {
  if (pid === undefined) return 0;
  const children = readProc(`${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  const rss = Number(/^VmRSS:\s+(\d+)/m.exec(readProc(`${pid}/status`))?.[1] ?? 0);
  return rss + children.reduce((sum, child) => sum + treeRssKib(child), 0);
}

function readProc(name: string): string {
  try {
    return readFileSync(join('/proc', name), 'utf8');
  } catch {
    return '';
  }
}
