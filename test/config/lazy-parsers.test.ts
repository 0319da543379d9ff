import { loadRegistry } from '../../lib/config/load-registry';
import { aFleet, aTenant } from '../support/tenants-folder';

jest.mock('esbuild', () => {
  throw new Error('esbuild was loaded');
});
jest.mock('yaml', () => {
  throw new Error('yaml was loaded');
});

test('a folder of JSON files loads neither esbuild nor the YAML parser', async () => {
  const { tenants } = await loadRegistry({ directory: aFleet([aTenant()]) });

  expect(tenants).toHaveLength(1);
});
