import table from '../../lib/cost/data/prices.json';
import { PRICE_IDS, pricesIn } from '../../lib/cost/price-table';
import { TIER_PRESETS } from '../../lib/config/tiers';

/** Regions the sample fleet's jurisdictions name. */
const SAMPLE_REGIONS = [
  'us-east-1',
  'us-west-2',
  'eu-central-1',
  'eu-west-1',
  'eu-north-1',
  'eu-south-1',
  'eu-central-2',
  'ap-southeast-2',
  'eu-west-2',
  'me-central-1',
];

test('says when and from what it was compiled', () => {
  expect(table.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(table.currency).toBe('USD');
  for (const url of Object.values(table.sources)) expect(url).toMatch(/^https:\/\/aws\.amazon\.com\/.+\/pricing\/$/);
});

test.each(PRICE_IDS)('has a source, a unit and a price in us-east-1 or everywhere for %s', (id) => {
  const row: { source: string; unit: string; usd: Record<string, number>; confirmed: string[] } = table.prices[id];

  expect(Object.keys(table.sources)).toContain(row.source);
  expect(['month', 'hour', 'second']).toContain(row.unit);
  expect(row.usd['us-east-1'] ?? row.usd['everywhere']).toBeGreaterThan(0);
  expect([...Object.keys(table.regions), 'everywhere']).toEqual(expect.arrayContaining(Object.keys(row.usd)));
  expect(Object.keys(row.usd)).toEqual(expect.arrayContaining(row.confirmed));
});

test.each(SAMPLE_REGIONS)('prices everything in %s without a stand-in', (region) => {
  const prices = pricesIn(region);

  expect(prices.standIn).toBeUndefined();
  for (const id of PRICE_IDS) expect(prices.monthlyUsd(id)).toBeGreaterThan(0);
});

test('has a price and vCPUs for the instance class of every tier', () => {
  const classes = Object.values(TIER_PRESETS).map(({ database }) => `rds:${database.instanceClass}`);

  expect(PRICE_IDS).toEqual(expect.arrayContaining(classes));
  for (const id of PRICE_IDS.filter((each) => each.startsWith('rds:')))
    expect(table.prices[id]).toHaveProperty('vcpus');
});

test('counts a month as 730 hours', () => {
  expect(pricesIn('us-east-1').monthlyUsd('nat-gateway')).toBeCloseTo(0.045 * 730);
  expect(pricesIn('us-east-1').monthlyUsd('kms-key')).toBeCloseTo(1);
  expect(pricesIn('us-east-1').monthlyUsd('provisioned-concurrency-arm64')).toBeCloseTo(0.0000033334 * 3600 * 730);
});
