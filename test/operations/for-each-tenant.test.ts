import { forEachTenant } from '../../lib/operations/for-each-tenant';

const TENANTS = ['acme', 'globex', 'hooli', 'initech', 'stark'].map((id) => ({ id }));

test('fault 7: starts no more than it was told to at a time', async () => {
  let running = 0;
  let most = 0;
  await forEachTenant(TENANTS, 2, async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
  });

  expect(most).toBe(2);
});

test('fault 10: one tenant that fails stops no other and hides none', async () => {
  const failure = new Error('no coffee');
  const outcomes = await forEachTenant(TENANTS, 2, async ({ id }) => {
    if (id === 'globex') throw failure;
    return id.length;
  });

  expect(outcomes).toEqual([
    { tenantId: 'acme', ok: true, value: 4 },
    { tenantId: 'globex', ok: false, error: failure },
    { tenantId: 'hooli', ok: true, value: 5 },
    { tenantId: 'initech', ok: true, value: 7 },
    { tenantId: 'stark', ok: true, value: 5 },
  ]);
});
