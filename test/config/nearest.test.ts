import { nearest, nearestFirst, oneOf, suggestion } from '../../lib/config/nearest';

describe('the nearest name', () => {
  test.each([
    ['acmee', ['globex', 'acme'], 'acme'],
    ['amce', ['acme'], 'acme'],
    ['ACME', ['acme'], 'acme'],
    ['regoin', ['ring', 'region'], 'region'],
    ['eu-cental-1', ['eu-central-2', 'eu-central-1'], 'eu-central-1'],
    ['ue', ['us', 'eu'], 'us'],
    ['initech', ['acme', 'globex'], undefined],
    ['', ['acme'], undefined],
  ])('of %p among %p is %p', (name, candidates, expected) => {
    expect(nearest(name, candidates)).toBe(expected);
  });

  test('comes before those further away', () => {
    expect(nearestFirst('globx', ['globins', 'globex', 'acme', 'globix'])).toEqual(['globex', 'globix']);
  });

  test('is suggested alone; without one, the first ten names are', () => {
    const letters = 'a b c d e f g h i j k l'.split(' ');

    expect(suggestion('erly', ['canary', 'early'])).toBe('did you mean "early"?');
    expect(suggestion('none', ['canary', 'early'])).toBe('expected one of "canary", "early"');
    expect(oneOf(letters)).toBe('one of "a", "b", "c", "d", "e", "f", "g", "h", "i", "j" and 2 more');
    expect([oneOf(['eu']), oneOf([])]).toEqual(['"eu"', 'none, as there is none']);
  });
});
