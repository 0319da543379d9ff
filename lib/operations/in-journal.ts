import { messageOf } from '../message-of';
import { type Step, openJournal } from './journal';

/** Whose journal, and what is done. */
export interface JournaledStep {
  readonly tenantsDirectory: string;
  readonly tenantId: string;
  readonly step: Step;
  readonly now: () => Date;
}

/**
 * Does one step for a tenant while no other run works on it, and writes down how it went.
 *
 * @throws HeldError if another run works on the tenant
 */
export async function inJournal<Result>(
  { tenantsDirectory, tenantId, step, now }: JournaledStep,
  work: () => Promise<Result>,
): Promise<Result> {
  const journal = await openJournal(tenantsDirectory, tenantId, now);
  try {
    await journal.begin(step);
    const result = await work();
    await journal.complete(step);
    return result;
  } catch (error) {
    await journal.fail(messageOf(error));
    throw error;
  } finally {
    await journal.release();
  }
}
