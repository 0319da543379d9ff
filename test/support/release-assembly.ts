import { App, DefaultStackSynthesizer, Stack, Stage, aws_ssm as ssm } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A tenant of a small assembly. */
export interface TenantOfAssembly {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  /** Name of the parameter its stack makes; `/value`, or one that nobody may make. */
  readonly parameter?: string;
}

/** Synthesizes a stack for each tenant, with one parameter that has a value, and another that names a file of code. */
export function aReleaseAssembly(workspace: string, value: string, tenants: readonly TenantOfAssembly[]): string {
  const outdir = join(workspace, `${value}.out`);
  const code = join(workspace, 'code');
  mkdirSync(code, { recursive: true });
  writeFileSync(join(code, 'index.mjs'), 'export const handler = () => undefined;\n');
  const app = new App({ outdir, analyticsReporting: false });
  for (const { id, accountId, region, parameter = '/value' } of tenants) {
    const stage = new Stage(app, id, { env: { account: accountId, region } });
    const synthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
    const stack = new Stack(stage, 'Data', { synthesizer });
    const { s3ObjectKey } = new Asset(stack, 'Code', { path: code });
    new ssm.StringParameter(stack, 'Value', { parameterName: parameter, stringValue: value });
    new ssm.StringParameter(stack, 'File', { parameterName: '/code', stringValue: s3ObjectKey });
  }
  app.synth();
  return outdir;
}
