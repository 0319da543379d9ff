import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepAssembly, keptAssembly, newAssembly } from '../../../lib/operations/rollout/kept-assemblies';

let workspace: string;
const tenants = () => join(workspace, 'tenants');
const kept = () => readdirSync(join(workspace, '.tenantry', 'releases', 'acme')).toSorted();

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'tenantry-assemblies-'));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

async function keep(release: string, before: string | undefined, content = release): Promise<void> {
  writeFileSync(join(await newAssembly(tenants(), 'acme'), 'manifest.json'), content);
  await keepAssembly(tenants(), 'acme', release, before);
}

describe('assemblies of a tenant', () => {
  test('are kept of the present release and the one before', async () => {
    await keep('1.0', undefined);
    await keep('2.0', '1.0');
    await keep('3.0', '2.0');

    expect(kept()).toEqual(['2.0', '3.0']);
    expect(readFileSync(join(keptAssembly(tenants(), 'acme', '2.0') ?? '', 'manifest.json'), 'utf8')).toBe('2.0');
    expect(keptAssembly(tenants(), 'acme', '1.0')).toBeUndefined();
  });

  test('are replaced by those of another try at the same release', async () => {
    await keep('1.0', undefined);
    await keep('2.0', '1.0', 'first try');
    await keep('2.0', '1.0', 'second try');

    expect(kept()).toEqual(['1.0', '2.0']);
    expect(readFileSync(join(keptAssembly(tenants(), 'acme', '2.0') ?? '', 'manifest.json'), 'utf8')).toBe(
      'second try',
    );
  });

  test('that were not deployed leave nothing behind', async () => {
    await keep('1.0', undefined);
    writeFileSync(join(await newAssembly(tenants(), 'acme'), 'manifest.json'), 'cut off');

    expect(readdirSync(await newAssembly(tenants(), 'acme'))).toEqual([]);
    expect(keptAssembly(tenants(), 'acme', '2.0')).toBeUndefined();
  });
});
