import { waitForStacks } from '../../lib/operations/wait-for-stacks';

/** Looks at what CloudFormation says one after the other, the last again and again; gives how long was waited, and what was told. */
async function waited(...looks: readonly (readonly string[])[]): Promise<{ seconds: number; told: string[] }> {
  let seconds = 0;
  let look = 0;
  const stacks = async () =>
    (looks[Math.min(look++, looks.length - 1)] ?? []).map((StackStatus, index) => ({
      StackName: `acme-${index}`,
      StackStatus,
    }));
  const told: string[] = [];
  await waitForStacks(stacks, {
    pause: async (milliseconds) => (seconds += milliseconds / 1000),
    notify: ({ stacks: states }) => told.push(states.join(', ')),
  });
  return { seconds, told };
}

describe('a deployment after a run that was cut off', () => {
  test('waits until CloudFormation has finished all of the stacks', async () => {
    const { seconds, told } = await waited(
      ['CREATE_COMPLETE', 'UPDATE_IN_PROGRESS'],
      ['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS'],
      ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE'],
      ['UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'],
    );

    expect(seconds).toBe(15);
    expect(told).toEqual([
      'acme-1 (UPDATE_IN_PROGRESS)',
      'acme-0 (UPDATE_IN_PROGRESS), acme-1 (UPDATE_ROLLBACK_IN_PROGRESS)',
      'acme-0 (UPDATE_COMPLETE_CLEANUP_IN_PROGRESS)',
    ]);
  });

  test.each([
    { name: 'nothing is deployed yet', statuses: [] },
    { name: 'nothing is going on', statuses: ['CREATE_COMPLETE', 'ROLLBACK_FAILED'] },
    { name: 'a change set was never executed', statuses: ['REVIEW_IN_PROGRESS'] },
  ])('does not wait where $name', async ({ statuses }) => {
    expect(await waited(statuses)).toEqual({ seconds: 0, told: [] });
  });

  test('tells of a state once, however long it lasts', async () => {
    expect(await waited(['UPDATE_IN_PROGRESS'], ['UPDATE_IN_PROGRESS'], ['UPDATE_COMPLETE'])).toEqual({
      seconds: 10,
      told: ['acme-0 (UPDATE_IN_PROGRESS)'],
    });
  });

  test('tells of a state once, in whatever order CloudFormation lists the stacks', async () => {
    const looks = [['Web', 'Data'], ['Data', 'Web'], []].map((names) =>
      names.map((StackName) => ({ StackName, StackStatus: 'UPDATE_IN_PROGRESS' })),
    );
    const told: (readonly string[])[] = [];

    await waitForStacks(async () => looks.shift() ?? [], {
      pause: async () => undefined,
      notify: ({ stacks }) => told.push(stacks),
    });

    expect(told).toEqual([['Data (UPDATE_IN_PROGRESS)', 'Web (UPDATE_IN_PROGRESS)']]);
  });

  test('gives up after two hours', async () => {
    await expect(waited(['CREATE_COMPLETE', 'UPDATE_IN_PROGRESS'])).rejects.toThrow(
      "CloudFormation has been at work for two hours on acme-1 (UPDATE_IN_PROGRESS); see what it waits for in the tenant's account, then try again",
    );
  });
});
