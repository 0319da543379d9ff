import { jitter } from '../../../constructs/support/jitter';

describe('jitter', () => {
  test('gives a seed the same bucket for ever', () => {
    expect([jitter('acme', 240), jitter('globex', 240), jitter('', 240)]).toEqual([65, 148, 124]);
  });

  test('stays within the buckets', () => {
    const buckets = Array.from({ length: 1000 }, (_, tenant) => jitter(`tenant-${tenant}`, 7));

    expect(new Set(buckets)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
  });

  test('spreads 6,000 tenants so that no minute of four hours has more than three times its share', () => {
    const tenantsPerMinute = new Map<number, number>();
    for (let tenant = 0; tenant < 6000; tenant += 1) {
      const minute = jitter(`tenant-${tenant}`, 240);
      tenantsPerMinute.set(minute, (tenantsPerMinute.get(minute) ?? 0) + 1);
    }

    expect(tenantsPerMinute.size).toBe(240);
    expect(Math.max(...tenantsPerMinute.values())).toBeLessThan(75);
  });

  test('has one answer for one bucket', () => {
    expect(jitter('acme', 1)).toBe(0);
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 31 + 1])('refuses %p buckets', (buckets) => {
    expect(() => jitter('acme', buckets)).toThrow(
      new RangeError(`buckets must be a whole number from 1 to 2147483648, got ${buckets}`),
    );
  });
});
