import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type Page, chromium } from 'playwright-core';
import { aFleet, aFolder, aTenant, anOrganization } from '../support/tenants-folder';
import { aSmallAssembly } from '../support/small-assembly';
import { tenantry } from '../support/tenantry-cli';

const TENANTS = 1000;
/** Without the first three it looks for hosts of its maker's, and in vain where there is no network. */
const ARGUMENTS = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-sandbox'];

jest.setTimeout(120_000);

let browser: Browser;
let page: Page;
let report: string;

beforeAll(async () => {
  report = await aReport();
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath))
    throw new Error(
      `${executablePath}: no Chromium; install Debian's package chromium, or say where it is with CHROMIUM`,
    );
  browser = await chromium.launch({ executablePath, args: ARGUMENTS });
});
afterAll(async () => {
  await browser?.close();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

async function open(name: string, colorScheme: 'light' | 'dark' = 'light', javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ colorScheme, javaScriptEnabled });
  page = await context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`file://${join(report, name)}`);
  // A page needs nothing but itself.
  expect(requests).toEqual([`file://${join(report, name)}`]);
  return page;
}

/** A report on many tenants, one of which another may reach. */
async function aReport(): Promise<string> {
  const numbers = Array.from({ length: TENANTS }, (_, index) => index);
  const idOf = (index: number) => `t-${String(index).padStart(4, '0')}`;
  const accountOf = (index: number) => String(200_000_000_000 + index);
  const regions = ['eu-central-1', 'eu-west-1', 'us-east-1'];
  const regionOf = (index: number) => regions[index % 3]!;
  const directory = aFleet(
    numbers.map((index) =>
      aTenant({
        id: idOf(index),
        // Of one, a word that is wider than a narrow screen.
        displayName: index === 9 ? 'Tenantwithalongname'.repeat(5) : `Tenant ${index}`,
        region: regionOf(index),
        jurisdiction: regionOf(index).slice(0, 2),
        tier: index % 2 === 0 ? 'starter' : 'free',
        network: { cidr: `10.${Math.floor(index / 64)}.${(index % 64) * 4}.0/22` },
      }),
    ),
    anOrganization({ trail: 'organization' }),
    Object.fromEntries(numbers.map((index) => [idOf(index), accountOf(index)])),
  );
  const queue = { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: { Ref: 'Key' } } };
  const key = {
    Type: 'AWS::KMS::Key',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: { EnableKeyRotation: true, KeyPolicy: { Statement: [] } },
  };
  const policy = {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Queue' }],
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Principal: { AWS: accountOf(8) } }] },
    },
  };
  const assembly = aSmallAssembly(
    Object.fromEntries(
      numbers.map((index) => [
        `${idOf(index)}-Data`,
        {
          environment: `aws://${accountOf(index)}/${regionOf(index)}`,
          template: { Resources: { Key: key, Queue: queue, ...(index === 7 && { Policy: policy }) } },
        },
      ]),
    ),
  );
  const folder = aFolder({});
  const { code, stderr } = await tenantry(
    ['audit', assembly, '--tenants', directory, '--today', '2026-06-01', '--report', folder],
    { endpoint: 'http://127.0.0.1:1', cwd: folder },
  );
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('index.html') });
  return folder;
}

const shown = () => page.locator('#tenants tbody tr:visible');

test('no page is wider than a narrow screen', async () => {
  for (const name of ['index.html', 'tenants/t-0007.html', 'tenants/t-0009.html']) {
    await open(name);
    await page.setViewportSize({ width: 390, height: 800 });
    expect([name, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, 390]);
  }
});

test.each(['light', 'dark'] as const)('both pages are accessible in the %s scheme', async (scheme) => {
  const violations: unknown[] = [];
  for (const name of ['index.html', 'tenants/t-0007.html']) {
    const { violations: found } = await new AxeBuilder({ page: await open(name, scheme) }).analyze();
    violations.push(...found.map(({ id, nodes }) => [name, id, nodes[0]?.html]));
  }

  expect(violations).toEqual([]);
});

test('a thousand tenants are paged, searched and filtered', async () => {
  await open('index.html');
  expect(await shown().count()).toBe(50);
  expect(await page.textContent('#page')).toBe('Page 1 of 20');

  await page.click('#next');
  expect(await shown().first().textContent()).toContain('Tenant 50');

  await page.fill('#search', '200000000123');
  expect(await shown().allTextContents()).toEqual([expect.stringContaining('t-0123')]);
  expect(await page.textContent('#shown')).toBe('1 of 1000 tenants');
  expect(await page.isVisible('#pager')).toBe(false);

  await page.fill('#search', '');
  await page.selectOption('#jurisdiction', 'us');
  await page.selectOption('#tier', 'free');
  expect(await page.textContent('#shown')).toBe('166 of 1000 tenants');

  await page.selectOption('#jurisdiction', '');
  await page.selectOption('#tier', '');
  await page.selectOption('#standing', 'findings');
  expect(await shown().allTextContents()).toEqual([expect.stringContaining('t-0007')]);
  await page.click('text=Tenant 7');
  expect(await page.textContent('h1')).toBe('Tenant 7');
});

test('says which tenant another one reaches', async () => {
  await open('index.html');

  expect(await page.textContent('section[aria-labelledby="reach"]')).toContain(
    't-0008t-0007policy of t-0007-Data Policy',
  );
});

test('all tenants are there without a script', async () => {
  await open('index.html', 'light', false);

  expect(await shown().count()).toBe(TENANTS);
  expect(await page.isVisible('#filter')).toBe(false);
});

test('the first page of a thousand tenants is small enough to be sent', () => {
  expect(statSync(join(report, 'index.html')).size).toBeLessThan(1_000_000);
});
