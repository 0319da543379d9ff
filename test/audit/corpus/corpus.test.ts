import { HARMLESS, MUTATIONS } from './corpus';

test('the corpus is large enough, and no mutation is in it twice', () => {
  const mutations = Object.values(MUTATIONS).flat();
  expect(mutations.length).toBeGreaterThanOrEqual(750);
  expect(HARMLESS.length).toBeGreaterThanOrEqual(150);
  const names = [...mutations, ...HARMLESS].map(({ name, rule, stack }) => `${rule} ${stack} ${name}`);
  expect(new Set(names).size).toBe(names.length);
});
