import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type Page, chromium } from 'playwright-core';
import type { ResourceDrift } from '../../lib/operations/stack-drift';
import { apply } from '../../lib/rollout/apply';
import { fleetStatusPage } from '../../lib/status-page/fleet-status-page';
import type { TenantRow } from '../../lib/status-page/fleet-status';
import { START, aRollout } from '../support/rollout-builders';
import { aFleetStatus, aRow, drifted, someTenants } from '../support/status-builders';

const TENANTS = 1000;
const RINGS = ['canary', 'early', 'general'];
const ARGUMENTS = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-sandbox'];

jest.setTimeout(120_000);

let browser: Browser;
let page: Page;
let folder: string;
const file = () => join(folder, 'fleet.html');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-status-page-'));
  writeFileSync(file(), await aPage());
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(
      `${executablePath}: no Chromium; install Debian's package chromium, or say where it is with CHROMIUM`,
    );
  }
  browser = await chromium.launch({ executablePath, args: ARGUMENTS });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

/** A fleet in the midst of a roll-out, with one of everything there is to see. */
async function aPage(): Promise<string> {
  const ringOf = (index: number) => RINGS[index < 10 ? 0 : index < 100 ? 1 : 2]!;
  const tenants = await someTenants(
    Array.from({ length: TENANTS }, (_, index) => ({
      id: `t-${String(index).padStart(4, '0')}`,
      displayName: `Tenant ${index}`,
      ring: ringOf(index),
    })),
  );
  const idsOf = (ring: string) => tenants.filter((tenant) => tenant.ring === ring).map(({ id }) => id);
  const at = START.toISOString();
  const rollout = idsOf('canary').reduce(
    (state, tenant) =>
      (['deploying', 'deployed'] as const).reduce((before, type) => apply(before, { at, type, tenant }), state),
    aRollout(Object.fromEntries(RINGS.map((ring) => [ring, idsOf(ring)])), { concurrency: 10 }),
  );
  const rows = tenants.map((tenant, index): TenantRow => {
    const row = aRow(tenant);
    const { release } = row.status;
    if (index < 10) {
      return aRow(tenant, {
        release: { runs: { ...release.runs!, release: '2.0' }, latest: { release: '2.0', step: 'deployed' } },
      });
    }
    const latest = { release: '2.0', step: 'waiting' as const };
    const behind = { alarms: [], release: { ...release, latest } };
    if (index === 10) return aRow(tenant, { ...behind, ...drifted(tenant, drift(tenant.id)) }, 'look at its drift');
    if (index === 11) return aRow(tenant, { ...behind, alarms: [`${tenant.id}-cpu`] }, 'look at its alarms');
    if (index === 12) {
      return aRow(
        tenant,
        { ...behind, problems: [`stack ${tenant.id}-Data is in state UPDATE_ROLLBACK_FAILED`] },
        'look at what differs',
      );
    }
    if (index === 13) {
      return aRow(
        tenant,
        { environments: [], release: {}, unread: ['the account: denied'] },
        `tenantry up ${tenant.id}`,
      );
    }
    return aRow(tenant, behind);
  });
  return fleetStatusPage(
    aFleetStatus(rows, {
      looked: { health: true, drift: true },
      rollout: { state: rollout, phase: { phase: 'paused' }, nextStep: 'tenantry rollout resume' },
    }),
  );
}

function drift(tenant: string): ResourceDrift {
  return {
    stack: `${tenant}-Data`,
    resource: 'Bucket83908E77',
    type: 'AWS::S3::Bucket',
    physicalId: `${tenant}-data-bucket83908e77`,
    status: 'MODIFIED',
    properties: [
      { path: '/Tags/0/Value', kind: 'NOT_EQUAL', expected: tenant, actual: 'by hand' },
      { path: '/VersioningConfiguration', kind: 'REMOVE', expected: '{"Status":"Enabled"}' },
    ],
  };
}

async function open(colorScheme: 'light' | 'dark' = 'light', javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ colorScheme, javaScriptEnabled });
  page = await context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`file://${file()}`);
  // A page needs nothing but itself.
  expect(requests).toEqual([`file://${file()}`]);
  return page;
}

const shown = () => page.locator('#tenants tbody tr:visible');

test.each(['light', 'dark'] as const)('the page is accessible in the %s scheme', async (scheme) => {
  const { violations } = await new AxeBuilder({ page: await open(scheme) }).analyze();

  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});

test('a thousand tenants are paged, searched and filtered by ring, release and standing', async () => {
  await open();
  expect(await shown().count()).toBe(50);
  expect(await page.textContent('.verdict')).toBe('3 of 1000 tenants need somebody to look');

  await page.selectOption('#release', '2.0');
  expect(await page.textContent('#shown')).toBe('10 of 1000 tenants');

  await page.selectOption('#release', '');
  await page.selectOption('#ring', 'early');
  expect(await page.textContent('#shown')).toBe('90 of 1000 tenants');

  await page.selectOption('#standing', 'drifted');
  expect(await shown().allTextContents()).toEqual([expect.stringContaining('t-0010')]);

  await page.selectOption('#standing', '');
  await page.fill('#search', 'tenantry up');
  expect(await shown().allTextContents()).toEqual([expect.stringContaining('t-0013')]);
});

test('all tenants are there without a script, in a page small enough to be sent', async () => {
  await open('light', false);

  expect(await shown().count()).toBe(TENANTS);
  expect(await page.isVisible('#filter')).toBe(false);
  expect(statSync(file()).size).toBeLessThan(1_000_000);
});
