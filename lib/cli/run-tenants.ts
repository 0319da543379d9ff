import { messageOf } from '../message-of';
import { type Outcome, forEachTenant } from '../operations/for-each-tenant';
import { deniedByOrganization } from './denied-by-organization';
import { onInterrupt } from './on-interrupt';
import type { OutputStream, Reporter } from './console-reporter';
import { type OperationEvent, tellOperation } from './tell-operation';

/** Where the progress of tenants is shown. */
export interface ProgressContext {
  readonly reporter: Reporter;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What to do for each tenant. */
export interface TenantRun<Value> {
  readonly concurrency: number;
  readonly work: (tenantId: string, notify: (event: OperationEvent) => void) => Promise<Value>;
  /** One line that says what was done. */
  readonly sum: (value: Value) => string;
  /** Command that goes on with a tenant whose work failed. */
  readonly toContinue: (tenantId: string) => string;
}

/**
 * Works on tenants, a few at a time: as a task tree on a terminal, elsewhere with one line for each thing that happens, the tenant's id in
 * front. Ends with one line for each failure, and the command that continues.
 */
export async function runTenants<Value>(
  ids: readonly string[],
  run: TenantRun<Value>,
  context: ProgressContext,
): Promise<Outcome<Value>[]> {
  const { reporter } = context;
  let endTree: (() => void) | undefined;
  const stopListening = onInterrupt(() => {
    endTree?.();
    reporter.info('stopped; what AWS has begun goes on there');
    for (const id of ids) reporter.info(`${id}: to continue: ${run.toContinue(id)}`);
  });
  const work = showsTree(context) ? inTree(ids, run, (end) => (endTree = end)) : inLines(ids, run, reporter);
  const outcomes = await work.finally(stopListening);
  for (const outcome of outcomes) {
    if (outcome.ok) continue;
    const { tenantId } = outcome;
    const message = messageOf(outcome.error);
    reporter.error(`${tenantId}: ${message}`);
    const hint = deniedByOrganization(tenantId, message);
    if (hint !== undefined) reporter.info(`${tenantId}: ${hint}`);
    reporter.info(`${tenantId}: to continue: ${run.toContinue(tenantId)}`);
  }
  return outcomes;
}

/** A log of a pipeline keeps every line; a tree there would be a mess of control characters. */
function showsTree({ stderr, env }: ProgressContext): boolean {
  return stderr.isTTY === true && (env.CI ?? '') === '' && env.TERM !== 'dumb';
}

function inLines<Value>(
  ids: readonly string[],
  { concurrency, work, sum }: TenantRun<Value>,
  reporter: Reporter,
): Promise<Outcome<Value>[]> {
  return forEachTenant(
    ids.map((id) => ({ id })),
    concurrency,
    async ({ id }) => {
      const value = await work(id, (event) => {
        const line = tellOperation(event);
        if (line !== undefined) reporter.info(`${id}: ${line}`);
      });
      reporter.info(`${id}: ${sum(value)}`);
      return value;
    },
  );
}

/** @param onShown is given what ends the tree early: while it is drawn it holds back what others print, and hides the cursor */
async function inTree<Value>(
  ids: readonly string[],
  { concurrency, work, sum }: TenantRun<Value>,
  onShown: (end: () => void) => void,
): Promise<Outcome<Value>[]> {
  const { Listr, ListrLogger, ProcessOutput } = await import('listr2');
  const outcomes: Outcome<Value>[] = [];
  // Stdout is for results.
  const processOutput = new ProcessOutput(process.stderr, process.stderr);
  onShown(() => processOutput.release());
  const tree = new Listr(
    ids.map((id, index) => ({
      title: id,
      task: async (_: unknown, task: { title: string; output: string }) => {
        try {
          const value = await work(id, (event) => {
            const line = tellOperation(event);
            if (line !== undefined) task.output = line;
          });
          outcomes[index] = { tenantId: id, ok: true, value };
          task.title = `${id}: ${sum(value)}`;
        } catch (error) {
          outcomes[index] = { tenantId: id, ok: false, error };
          throw error;
        }
      },
    })),
    {
      concurrent: concurrency,
      exitOnError: false,
      registerSignalListeners: false,
      rendererOptions: {
        logger: new ListrLogger({ processOutput }),
        // Each failure is told once, after the tree.
        showErrorMessage: false,
        collapseSubtasks: false,
      },
    },
  );
  await tree.run();
  return outcomes;
}
