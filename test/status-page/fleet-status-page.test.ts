import type { ResourceDrift } from '../../lib/operations/stack-drift';
import { apply } from '../../lib/rollout/apply';
import { fleetStatusPage } from '../../lib/status-page/fleet-status-page';
import { START, aRollout } from '../support/rollout-builders';
import { aFleetStatus, aRow, drifted, someTenants } from '../support/status-builders';

const BUCKET: ResourceDrift = {
  stack: 'acme-Data',
  resource: 'Bucket',
  type: 'AWS::S3::Bucket',
  status: 'MODIFIED',
  properties: [{ path: '/Tags/0/Value', kind: 'NOT_EQUAL', expected: '<script>', actual: 'by hand' }],
};

/** The words of a page, without its markup. */
function textOf(...of: Parameters<typeof aFleetStatus>): string {
  const body = fleetStatusPage(aFleetStatus(...of)).replace(/^.*<main>/s, '');
  return body
    .replace(/<script>.*?<\/script>/gs, '')
    .replace(/<(br|\/?(td|th|tr|p|div|li|dd|dt|h\d|section|option)\b)[^>]*>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ');
}

describe('page of the fleet', () => {
  test('shows a tenant with its release, since when and of which commit', async () => {
    const [acme] = await someTenants([{ ring: 'canary' }]);

    const text = textOf([aRow(acme!)]);

    expect(text).toContain('Nothing differs in what was looked at');
    expect(text).toContain(
      'Acme acme canary 1.0 since 2026-03-01, 0123456789 200000000000 active, ACTIVE in AWS 4 eu-central-1 2026-03-01 12:05 as it should be',
    );
    expect(text).toContain('canary 1 0 1.0: 1 early 0 0 general 0 0');
    expect(text).toContain('Drifted not asked In alarm not asked');
    expect(text).toContain('Made by Tenantry 1.2.3 of what AWS said on 2026-03-02 08:30 UTC');
  });

  test('shows that Step Functions brought the release, and that a later one failed', async () => {
    const [acme] = await someTenants([{}]);
    const since = '2026-03-01T12:06:00.000Z';
    const row = aRow(acme!, {
      release: {
        runs: { release: '1.0', since, by: 'step-functions' },
        latest: { release: '2.0', step: 'rolledBack', reason: 'no capacity' },
      },
    });

    expect(textOf([row])).toContain('1.0 2.0: rolled back since 2026-03-01, by Step Functions');
  });

  test('shows how far a roll-out is, and which release a tenant is still to get', async () => {
    const [acme] = await someTenants([{}]);
    const at = START.toISOString();
    const state = apply(aRollout({ canary: ['hooli'], general: ['acme'] }), { at, type: 'deploying', tenant: 'hooli' });
    const row = aRow(acme!, { release: { latest: { release: '2.0', step: 'waiting' }, pinned: '2.0' } });

    const text = textOf([row], {
      rollout: { state, phase: { phase: 'cut-off' }, nextStep: 'tenantry rollout resume' },
    });

    expect(text).toContain('none on record (pinned to 2.0) 2.0: to come');
    expect(text).toContain(
      'Release 2.0, started 2026-03-01 12:00 UTC, is cut-off. To continue: tenantry rollout resume',
    );
    expect(text).toContain('canary 1 0 1 0 0 0 closed general 1 1 0 0 0 0 closed');
  });

  test('shows what differs, is in alarm, has drifted or could not be read, and what to do next', async () => {
    const [acme, globex] = await someTenants([{}, { id: 'globex', displayName: 'Globex' }]);

    const text = textOf(
      [
        aRow(acme!, { ...drifted(acme!, BUCKET), alarms: ['acme-cpu'] }, 'look at its drift'),
        aRow(globex!, { problems: ['stack globex-Data is in state UPDATE_FAILED'], unread: ['the account: denied'] }),
      ],
      { looked: { health: true, drift: true } },
    );

    expect(text).toContain('2 of 2 tenants need somebody to look');
    expect(text).toContain('1 drifted 1 in alarm look at its drift');
    expect(text).toContain('acme alarm acme-cpu is on globex stack globex-Data is in state UPDATE_FAILED');
    expect(text).toContain('acme acme-Data/Bucket AWS::S3::Bucket /Tags/0/Value: by hand, expected &lt;script>');
    expect(text).toContain('globex the account: denied');
  });

  test('tells tenants that could not be read from those that are not up, and does not call them good', async () => {
    const [acme, globex, hooli] = await someTenants([{}, { id: 'globex' }, { id: 'hooli' }]);
    const unread = ['eu-central-1: denied'];

    const page = fleetStatusPage(
      aFleetStatus([
        aRow(acme!),
        aRow(globex!, { environments: [], unread }),
        aRow(hooli!, { environments: [{ region: 'eu-central-1', stacks: [] }] }),
      ]),
    );

    expect(page).toContain(
      '<p class="verdict warn">Nothing differs in what was looked at; 1 of 3 tenants was not read</p>',
    );
    expect(page).toMatch(/data-standing="as it should be".*data-standing="not read".*data-standing="not up"/s);
    expect(page).toContain('<dt>Not read</dt><dd>1</dd>');
  });

  test('counts every tenant that has drifted, also where more differs', async () => {
    const [acme] = await someTenants([{}]);
    const row = aRow(acme!, { ...drifted(acme!, BUCKET), problems: ['stack acme-Data is in state UPDATE_FAILED'] });

    const page = fleetStatusPage(aFleetStatus([row], { looked: { health: false, drift: true } }));

    expect(page).toContain('<dt>Drifted</dt><dd>1</dd>');
  });

  test('is the same every time', async () => {
    const [acme] = await someTenants([{}]);
    const fleet = aFleetStatus([aRow(acme!)]);

    expect(fleetStatusPage(fleet)).toBe(fleetStatusPage(fleet));
  });
});
