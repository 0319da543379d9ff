import { ConfigError, OperationError, UsageError } from '../../errors';
import { describeSystemError } from '../../system-error';

/** An error on its way to the process that knows what to do about it: between processes, errors lose their class and their fields. */
export interface WorkerError {
  readonly message: string;
  readonly stack?: string | undefined;
  /** Set for an error of the configuration. */
  readonly issues?: ConfigError['issues'];
  /** Set for another error that was foreseen. */
  readonly kind?: 'usage' | 'operation' | undefined;
}

/** Makes an error ready for another process. */
export function toWorkerError(thrown: unknown): WorkerError {
  const { message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (thrown instanceof ConfigError) return { message, issues: thrown.issues };
  if (thrown instanceof UsageError) return { message, kind: 'usage' };
  if (thrown instanceof OperationError) return { message, kind: 'operation' };
  const described = describeSystemError(thrown);
  return described === undefined ? { message, stack } : { message: described, kind: 'operation' };
}

/** What {@link toWorkerError} was made of, as far as anybody asks. */
export function fromWorkerError({ message, stack, issues, kind }: WorkerError): Error {
  if (issues !== undefined) return new ConfigError(issues);
  if (kind === 'usage') return new UsageError(message);
  if (kind === 'operation') return new OperationError(message);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
