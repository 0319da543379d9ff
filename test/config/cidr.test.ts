import * as fc from 'fast-check';
import { allocateCidr, nextFreeCidr } from '../../lib/config/allocate-cidr';
import { type Cidr, blockAt, contains, formatCidr, isPrivate, overlaps, parseCidr } from '../../lib/config/cidr';

const anyBlock = fc
  .tuple(fc.nat(0xffff_ffff), fc.integer({ min: 0, max: 32 }))
  .map(([address, prefix]) => blockAt(address, prefix));
const block = (text: string): Cidr => parseCidr(text) ?? { start: Number.NaN, end: Number.NaN, prefix: Number.NaN };

describe('an address block', () => {
  test('is written as it was read', () => {
    fc.assert(fc.property(anyBlock, (any) => expect(parseCidr(formatCidr(any))).toEqual(any)));
  });

  test.each(['10.0.0.0', '10.0.0/8', '256.0.0.0/8', '10.0.0.0/33', '10.0.0.0/8 ', 'a.b.c.d/8', '10.0.0.0/-1', ''])(
    'is not "%s"',
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );

  test('loses its host bits', () => {
    expect(block('10.1.2.3/16')).toEqual({ start: 0x0a01_0000, end: 0x0a01_ffff, prefix: 16 });
  });

  test('overlaps another exactly if one contains the other', () => {
    fc.assert(
      fc.property(anyBlock, anyBlock, (one, other) =>
        expect(overlaps(one, other)).toBe(contains(one, other) || contains(other, one)),
      ),
    );
  });

  test.each([
    ['10.255.252.0/22', true],
    ['172.16.0.0/16', true],
    ['172.31.255.0/24', true],
    ['172.32.0.0/16', false],
    ['192.168.0.0/16', true],
    ['192.169.0.0/16', false],
    ['8.0.0.0/6', false],
    ['100.64.0.0/16', false],
  ])('%s: private is %s', (text, expected) => {
    expect(isPrivate(block(text))).toBe(expected);
  });
});

describe('the block of a tenant without one', () => {
  test('is the same for ever', () => {
    expect([
      allocateCidr('acme', '10.0.0.0/8'),
      allocateCidr('globex', '10.0.0.0/8'),
      allocateCidr('acme', '172.16.0.0/12'),
    ]).toEqual(['10.206.180.0/22', '10.130.52.0/22', '172.30.180.0/22']);
  });

  test('is a /22 of the pool', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        const allocated = block(allocateCidr(id, '172.16.0.0/12'));
        expect([allocated.prefix, contains(block('172.16.0.0/12'), allocated)]).toEqual([22, true]);
      }),
    );
  });

  test('may be the pool itself', () => {
    expect(allocateCidr('acme', '10.4.4.0/22')).toBe('10.4.4.0/22');
  });
});

describe('the next free block', () => {
  const pool = block('10.0.0.0/20');

  test('follows the given one and goes round at the end of the pool', () => {
    const used = ['10.0.12.0/22', '10.0.0.0/22'].map(block);

    expect(nextFreeCidr(pool, block('10.0.12.0/22'), used)).toEqual(block('10.0.4.0/22'));
  });

  test('is looked for in the pool for a tenant with a block outside', () => {
    for (const outside of ['192.168.0.0/24', '9.0.0.0/16']) {
      expect(nextFreeCidr(pool, block(outside), [block('10.0.0.0/21')])?.prefix).toBe(22);
      expect(contains(block('10.0.8.0/21'), nextFreeCidr(pool, block(outside), [block('10.0.0.0/21')]) ?? pool)).toBe(
        true,
      );
    }
  });

  test('is missing in a full pool', () => {
    expect(nextFreeCidr(pool, block('10.0.0.0/22'), [pool])).toBeUndefined();
  });
});
