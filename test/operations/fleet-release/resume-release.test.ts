import { UsageError } from '../../../lib/errors';
import { planResume } from '../../../lib/operations/fleet-release/resume-release';
import { HOME, OPERATOR, anInput, arnOf, someMachines, stepFunctions } from '../../support/release-executions';

const resume = () => planResume(someMachines(), '1.4.0');

test('goes on under the next free name', async () => {
  stepFunctions({ [arnOf('1_4_0')]: { status: 'ABORTED' }, [arnOf('1_4_0-2')]: { status: 'FAILED' } });

  expect(await resume()).toBe('1_4_0-3');
});

test('steps over a name that a release of its own has', async () => {
  stepFunctions({
    [arnOf('1_4_0')]: { status: 'FAILED' },
    [arnOf('1_4_0-2')]: { status: 'RUNNING', input: JSON.stringify(anInput({ release: '1.4.0-2' })) },
  });

  expect(await resume()).toBe('1_4_0-3');
});

test('refuses a release that is on its way', async () => {
  stepFunctions({ [arnOf('1_4_0')]: { status: 'ABORTED' }, [arnOf('1_4_0-2')]: { status: 'RUNNING' } });

  await expect(resume()).rejects.toThrow(new UsageError('release 1.4.0 is on its way; there is nothing to resume'));
});

test('refuses while a ring of the earlier execution is at work in a region', async () => {
  stepFunctions(
    { [arnOf('1_4_0')]: { status: 'ABORTED' } },
    { [`arn:aws:states:${HOME}:${OPERATOR}:stateMachine:tenantry-deploy-ring`]: ['1_4_0_canary'] },
  );

  await expect(resume()).rejects.toThrow(/^1_4_0_canary in eu-central-1 is still running, /);
});

test('refuses a release that nobody started', async () => {
  stepFunctions();

  await expect(resume()).rejects.toThrow(new UsageError('unknown release "1.4.0"; there is nothing to resume'));
});
