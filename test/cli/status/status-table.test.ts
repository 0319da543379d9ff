import { stripVTControlCharacters } from 'node:util';
import { statusTable } from '../../../lib/cli/status/status-table';
import type { ResourceDrift } from '../../../lib/operations/stack-drift';
import { aFleetStatus, aRow, drifted, someTenants } from '../../support/status-builders';

const BUCKET: ResourceDrift = {
  stack: 'acme-Data',
  resource: 'Bucket',
  type: 'AWS::S3::Bucket',
  status: 'DELETED',
  properties: [],
};

function lines(...of: Parameters<typeof aFleetStatus>): string[] {
  return stripVTControlCharacters(statusTable(aFleetStatus(...of))).split('\n');
}

describe('table of the fleet', () => {
  test('has a row a tenant', async () => {
    const [acme, umbrella] = await someTenants([{}, { id: 'umbrella', state: 'suspended', ring: 'canary' }]);

    expect(
      lines([
        aRow(acme!),
        aRow(
          umbrella!,
          { account: 'SUSPENDED', environments: [], release: {}, problems: ['one', 'two'] },
          'to bring it back',
        ),
      ]),
    ).toEqual([
      'tenant    ring     release  state                 stacks  last deploy       differs  next step',
      'acme      general  1.0      active                     4  2026-03-01 12:05        0',
      'umbrella  canary   -        suspended, SUSPENDED       -  2026-03-01 12:05        2  to bring it back',
    ]);
  });

  test('shows alarms and drift where they were asked for, and what nobody could say', async () => {
    const [acme, globex] = await someTenants([{}, { id: 'globex' }]);

    const [head, one, other] = lines(
      [aRow(acme!, { ...drifted(acme!, BUCKET), alarms: ['cpu', 'disk'] }), aRow(globex!)],
      {
        looked: { health: true, drift: true },
      },
    );

    expect(head).toContain('last deploy       alarms  drift  differs  next step');
    expect(one).toMatch(/ 2 +1 +0$/);
    expect(other).toMatch(/ - +- +0$/);
  });

  test.each([
    { name: 'the one that runs', latest: undefined, pinned: undefined, shown: '1.0 ' },
    { name: 'the one to come', latest: { release: '2.0', step: 'waiting' as const }, shown: '1.0 -> 2.0 ' },
    { name: 'the one being brought', latest: { release: '2.0', step: 'deploying' as const }, shown: '1.0 -> 2.0 ' },
    { name: 'the one it was rolled back to', latest: { release: '2.0', step: 'rolledBack' as const }, shown: '1.0 ' },
    { name: 'that it is pinned', pinned: '1.0', shown: '1.0 pinned ' },
  ])('says of the release: $name', async ({ latest, pinned, shown }) => {
    const [acme] = await someTenants([{}]);
    const row = aRow(acme!);
    const release = { ...row.status.release, ...(latest && { latest }), ...(pinned !== undefined && { pinned }) };

    expect(lines([aRow(acme!, { release })])[1]).toContain(`general  ${shown}`);
  });

  test('fits 120 columns with all that can be asked for', async () => {
    const [tenant] = await someTenants([{ id: 'a-long-tenant', state: 'active' }]);
    const row = aRow(
      tenant!,
      { ...drifted(tenant!, BUCKET), alarms: ['cpu'], release: { latest: { release: '2026.03.1', step: 'waiting' } } },
      'look at its drift',
    );

    const widths = lines([row], { looked: { health: true, drift: true } }).map(({ length }) => length);

    expect(Math.max(...widths)).toBeLessThanOrEqual(120);
  });
});
