import type { ResourceDrift } from '../../lib/operations/stack-drift';
import { apply } from '../../lib/rollout/apply';
import type { RolloutEvent } from '../../lib/rollout/rollout-event';
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

  test('says of a tenant that has drifted, or is in alarm, that it needs somebody', async () => {
    const [acme] = await someTenants([{}]);
    const pageOf = (row: ReturnType<typeof aRow>) => fleetStatusPage(aFleetStatus([row]));

    const pages = [pageOf(aRow(acme!, drifted(acme!, BUCKET))), pageOf(aRow(acme!, { alarms: ['acme-cpu'] }))];

    expect(pages.map((page) => /data-standing="([^"]+)"/.exec(page)?.[1])).toEqual(['drifted', 'in alarm']);
    for (const page of pages) expect(page).toContain('1 of 1 tenants needs somebody to look');
  });

  test('does not say of a tenant that is planned that it could not be read', async () => {
    const [acme] = await someTenants([{ state: 'planned' }]);

    const page = fleetStatusPage(aFleetStatus([aRow(acme!, { environments: [] })]));

    expect(page).toContain('data-standing="not up"');
  });

  test('counts the releases of a ring, the one of most tenants first, and offers all to choose from', async () => {
    const tenants = await someTenants(
      ['acme', 'globex', 'hooli', 'initech', 'stark'].map((id) => ({ id, ring: 'canary' })),
    );
    const since = '2026-03-01T12:06:00.000Z';
    const rows = tenants.map((tenant, index) => {
      const release = ['2.0', '1.0', '2.0', '0.9'][index];
      return aRow(tenant, {
        release: release === undefined ? {} : { runs: { release, accountId: '', since, by: 'rollout' } },
      });
    });

    const page = fleetStatusPage(aFleetStatus(rows));

    expect(page).toContain('2.0: 2, 0.9: 1, 1.0: 1, none on record: 1');
    expect(page).toContain('<dt>Releases running</dt><dd>3</dd>');
    expect(page).toMatch(/0\.9<\/option>.*1\.0<\/option>.*2\.0<\/option>.*none on record<\/option>/s);
  });

  test('does not tell again of the latest release that a tenant runs it', async () => {
    const [acme] = await someTenants([{}]);
    const row = aRow(acme!);
    const release = { ...row.status.release, latest: { release: '1.0', step: 'deployed' } } as const;

    expect(textOf([aRow(acme!, { release })])).toBe(textOf([row]));
  });

  test('counts in each ring of a roll-out who is being rolled back, has failed and was stepped over', async () => {
    const [acme] = await someTenants([{}]);
    const at = START.toISOString();
    const rolledOut = aRollout({ canary: ['hooli', 'initech'], general: ['acme'] }, { concurrency: 2 });
    const begun = { ...rolledOut, steppedOver: [{ tenant: 'stark', ring: 'general', reason: 'it is suspended' }] };
    const events: RolloutEvent[] = ['hooli', 'initech'].flatMap((tenant): RolloutEvent[] => [
      { at, type: 'deploying', tenant },
      { at, type: 'deployFailed', tenant, reason: 'no capacity' },
      { at, type: 'rollingBack', tenant },
    ]);
    const state = [...events, { at, type: 'rolledBack', tenant: 'hooli', to: '1.0' } as const].reduce(apply, begun);

    expect(textOf([aRow(acme!)], { rollout: { state, phase: { phase: 'running' } } })).toContain(
      'canary 2 0 1 0 2 0 baking general 1 1 0 0 0 1 closed',
    );
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
