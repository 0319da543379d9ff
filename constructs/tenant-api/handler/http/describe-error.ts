import { isNativeError } from 'node:util/types';
import { codeOf } from '../database/database-errors';

/**
 * What may be logged of an error: its kind, code and place, and those of its causes.
 *
 * Messages and details are left out, because PostgreSQL quotes the tenant's data in them.
 */
export interface ErrorDescription {
  readonly name: string;
  readonly code?: string;
  /** Name of the constraint that was violated. */
  readonly constraint?: string;
  readonly stack: readonly string[];
  readonly cause?: ErrorDescription;
}

/** Describes anything that was thrown. */
export function describeError(error: unknown): ErrorDescription {
  if (!isNativeError(error)) return { name: typeof error, stack: [] };
  return {
    name: error.name,
    code: codeOf(error),
    constraint: 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined,
    stack: frames(error),
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  };
}

/** The lines of the stack that name a place in the code; those before them repeat the message. */
function frames({ stack = '' }: Error): readonly string[] {
  return stack
    .split('\n')
    .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line))
    .map((line) => line.trim());
}
