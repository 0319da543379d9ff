import { waitForStacks } from '../../../lib/operations/rollout/wait-for-stacks';

/** Looks at what CloudFormation says one after the other, the last again and again; gives how long was waited. */
async function waited(...looks: readonly (readonly string[])[]): Promise<number> {
  let seconds = 0;
  let look = 0;
  const stacks = async () =>
    (looks[Math.min(look++, looks.length - 1)] ?? []).map((StackStatus, index) => ({
      StackName: `acme-${index}`,
      StackStatus,
    }));
  await waitForStacks(stacks, async (milliseconds) => (seconds += milliseconds / 1000));
  return seconds;
}

describe('a deployment after a run that was cut off', () => {
  test('waits until CloudFormation has finished all of the stacks', async () => {
    const seconds = await waited(
      ['CREATE_COMPLETE', 'UPDATE_IN_PROGRESS'],
      ['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS'],
      ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE'],
      ['UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'],
    );

    expect(seconds).toBe(15);
  });

  test.each([
    { name: 'nothing is deployed yet', statuses: [] },
    { name: 'nothing is going on', statuses: ['CREATE_COMPLETE', 'ROLLBACK_FAILED'] },
    { name: 'a change set was never executed', statuses: ['REVIEW_IN_PROGRESS'] },
  ])('does not wait where $name', async ({ statuses }) => {
    expect(await waited(statuses)).toBe(0);
  });

  test('gives up after two hours', async () => {
    await expect(waited(['CREATE_COMPLETE', 'UPDATE_IN_PROGRESS'])).rejects.toThrow(
      "CloudFormation has been at work for two hours on acme-1 (UPDATE_IN_PROGRESS); see what it waits for in the tenant's account, then try again",
    );
  });
});
