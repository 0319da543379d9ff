import { DataTable } from '../html/data-table';
import { Section } from '../html/section';
import { type RingState, atWork, failures } from '../rollout/rollout-state';
import type { LatestRollout } from './fleet-status';
import { minuteOf } from './minute-of';

/** How far the latest release is, ring by ring. */
export function RolloutSection({ state, phase, nextStep }: LatestRollout) {
  const { release, commit, startedAt, rings, steppedOver } = state;
  return (
    <Section id="rollout" title="Roll-out">
      <p>
        Release {release}
        {commit !== undefined && (
          <>
            {' '}
            of commit <code>{commit}</code>
          </>
        )}
        , started {minuteOf(startedAt)} UTC, is <strong>{phase.phase}</strong>
        {phase.reason !== undefined && `: ${phase.reason}`}.
        {nextStep !== undefined && (
          <>
            {' '}
            To continue: <code>{nextStep}</code>
          </>
        )}
      </p>
      <DataTable
        caption={`Release ${release} by ring`}
        rows={rings}
        columns={[
          { title: 'Ring', cell: ({ definition }) => definition.name },
          { title: 'Tenants', number: true, cell: ({ tenants }) => tenants.length },
          { title: 'Waiting', number: true, cell: (ring) => inStep(ring, 'waiting') },
          { title: 'At work', number: true, cell: (ring) => atWork(ring).length },
          { title: 'Deployed', number: true, cell: (ring) => inStep(ring, 'deployed') },
          { title: 'Failed', number: true, cell: (ring) => failures(ring).length },
          {
            title: 'Stepped over',
            number: true,
            cell: ({ definition }) => steppedOver.filter(({ ring }) => ring === definition.name).length,
          },
          { title: 'Gate', cell: ({ gate }) => gate.step },
        ]}
      />
    </Section>
  );
}

function inStep({ tenants }: RingState, step: string): number {
  return tenants.filter(({ progress }) => progress.step === step).length;
}
