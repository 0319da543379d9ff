import { TenantStage, addRulePacks, createApp, loadRegistry } from '../../lib/index';

/*
 * What a company would write by hand: one CDK app that instantiates the stages of all tenants in a loop. `BENCH_PACKS` says whether the
 * rule packs are in it, as they are in `tenantry synth`.
 */
async function main(directory: string): Promise<void> {
  const { tenants, organization } = await loadRegistry({ directory });
  const app = createApp({ failOnFindings: false });
  if (process.env['BENCH_PACKS'] === 'true') addRulePacks(app);
  for (const tenant of tenants) {
    if (tenant.accountId === undefined) continue;
    new TenantStage(app, tenant.id, { tenant: { ...tenant, accountId: tenant.accountId }, organization });
  }
  app.synth();
}

void main(process.argv[2] ?? 'tenants');
