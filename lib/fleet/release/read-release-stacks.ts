import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CloudAssembly, type CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { REGIONS } from '../../config/regions';
import { OperationError, UsageError } from '../../errors';
import type { StackOfRelease } from './fleet-release';
import { type PublishedFile, isNestedTemplate, operatorTemplates } from './operator-templates';

/** A file the stacks of a region need, as the assembly has it; published once for all tenants. */
export interface ReleaseAsset {
  readonly region: string;
  /** Name of the file in the bucket. */
  readonly key: string;
  /** Absolute. */
  readonly path: string;
  readonly packaging: 'file' | 'zip';
}

/** What an assembly has for a release. */
export interface ReleaseStacks {
  /** Each tenant's in the order in which they are deployed. */
  readonly stacks: readonly StackOfRelease[];
  /** Each once a region, sorted by region and key. */
  readonly assets: readonly ReleaseAsset[];
}

/**
 * Reads the stacks of tenants from a cloud assembly, and has them take their code from the operator's bucket instead of one of their own account.
 *
 * @param tenants ids, which are the names of the stages, and the accounts that the files have for them
 * @param assetsBucket name of the operator's bucket of a region
 * @throws UsageError if a stack was synthesized for another account or partition
 * @throws OperationError if a stack has a container image or no role to be deployed with
 */
export function readReleaseStacks(
  directory: string,
  tenants: ReadonlyMap<string, string | undefined>,
  assetsBucket: (region: string) => string,
): ReleaseStacks {
  const assets = new Map<string, ReleaseAsset>();
  const stacks = new CloudAssembly(directory, { skipVersionCheck: true }).nestedAssemblies.flatMap(
    ({ displayName, id, nestedAssembly }) => {
      const tenant = displayName ?? id;
      if (!tenants.has(tenant)) return [];
      return nestedAssembly.stacks.map((stack) => {
        assertEnvironment(stack, tenants.get(tenant));
        const { region } = stack.environment;
        const [deployRole, executionRole, lookupRole] = rolesOf(stack);
        const files = filesOf(stack);
        for (const { key, path, packaging } of files.filter((file) => !isNestedTemplate(file))) {
          assets.set(`${region} ${key}`, { region, key, path, packaging });
        }
        return {
          tenant,
          region,
          name: stack.stackName,
          ...operatorTemplates(readFileSync(stack.templateFullPath, 'utf8'), files, assetsBucket(region)),
          tags: stack.tags,
          terminationProtection: stack.terminationProtection ?? false,
          deployRole,
          executionRole,
          lookupRole,
        };
      });
    },
  );
  const inOrder = [...assets].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { stacks, assets: inOrder.map(([, asset]) => asset) };
}

/** An assembly may be older than the files, which say where the tenant is now. */
function assertEnvironment(
  { stackName, environment }: CloudFormationStackArtifact,
  expected: string | undefined,
): void {
  const { account, region } = environment;
  if (account !== expected) {
    throw new UsageError(
      `stack ${stackName} was synthesized for account ${account}, and the tenant's is ${expected}; synthesize it again: tenantry synth --all`,
    );
  }
  if (REGIONS.some((each) => each === region)) return;
  throw new UsageError(
    `stack ${stackName} is in region ${region}; expected one of the commercial partition, e.g. "eu-central-1": Step Functions deploys to no other`,
  );
}

interface AssetManifest {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string; readonly packaging: 'file' | 'zip' };
        readonly destinations: Readonly<Record<string, { readonly bucketName: string; readonly objectKey: string }>>;
      }
    >
  >;
  readonly dockerImages?: Readonly<Record<string, unknown>>;
}

/** What a stack needs beside its template. */
function filesOf(stack: CloudFormationStackArtifact): PublishedFile[] {
  const path = stack.templateFullPath.replace(/\.template\.json$/, '.assets.json');
  const { files = {}, dockerImages = {} } = JSON.parse(readFileSync(path, 'utf8')) as AssetManifest;
  if (Object.keys(dockerImages).length > 0) {
    throw new OperationError(
      `stack ${stack.stackName} has a container image, which is not shared between tenants; deploy its tenant with "tenantry deploy"`,
    );
  }
  return Object.values(files).flatMap(({ source, destinations }) =>
    join(dirname(path), source.path) === stack.templateFullPath
      ? []
      : Object.values(destinations).map(({ bucketName, objectKey }) => ({
          key: objectKey,
          path: join(dirname(path), source.path),
          packaging: source.packaging,
          bucket: bucketName,
        })),
  );
}

/** Regions of other partitions are refused. */
const PARTITION = 'aws';

function rolesOf(stack: CloudFormationStackArtifact): [string, string, string] {
  const roles = [stack.assumeRoleArn, stack.cloudFormationExecutionRoleArn, stack.lookupRole?.arn].map((arn) =>
    arn?.replace('${AWS::Partition}', PARTITION),
  );
  const [deploy, execution, lookup] = roles;
  if (deploy !== undefined && execution !== undefined && lookup !== undefined) return [deploy, execution, lookup];
  throw new OperationError(
    `stack ${stack.stackName} names no role to be deployed with; expected the CDK's default synthesizer, which names those of the bootstrap`,
  );
}
