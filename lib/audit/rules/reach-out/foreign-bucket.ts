import { textOf } from '../../assembly/template-file';
import type { Fleet, Rule, StackView } from '../../rule';
import { meetsStars } from '../../star-pattern';
import { sweep } from '../../sweep/sweep';
import { literal } from '../../values/value';

/**
 * Buckets that AWS has in each region for what its services fetch: layers of images, packages, patches.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
 */
const OF_AWS =
  /^(prod-[a-z]+(-[a-z]+)+-\d-starport-layer-bucket|(aws-ssm|amazon-ssm|amazon-ssm-packages|aws-ssm-document-attachments|aws-ssm-distributor-file|patch-baseline-snapshot|aws-windows-downloads|amazonlinux-2-repos)-[a-z]+(-[a-z]+)+-\d|al2023-repos-[a-z]+(-[a-z]+)+-\d-de612dc2)$/;

/** Buckets by name: an ARN of S3 names no account. */
export const foreignBucket: Rule = {
  id: 'reach-out/foreign-bucket',
  severity: 'high',
  claim: "Every bucket that is named is the tenant's own, or declared.",
  explanation:
    "An ARN or URL of S3 does not say whose the bucket is. A bucket that is not in the tenant's stacks can be anybody's, in any region.",
  fix: "use a bucket of the tenant's own stacks by reference, or declare it in the organization's file (audit.operatorResources, as arn:aws:s3:::name)",
  *checkStack(view) {
    const { tenant, fleet } = view;
    if (tenant === undefined) return;
    for (const { bucket, logicalId, leaf, what, type } of sweep(view)) {
      // Who may invoke a function is judged as a grant.
      if (type === 'AWS::Lambda::Permission') continue;
      if (bucket === undefined || OF_AWS.test(bucket)) continue;
      if (isOfBootstrap(view, bucket) || isDeclared(fleet, bucket)) continue;
      const owner = fleet.once('bucket owners', () => bucketOwners(fleet)).get(bucket);
      if (owner === tenant.id) continue;
      const place = { logicalId, path: leaf.path };
      if (owner === undefined) yield { ...place, message: `bucket ${bucket} (${what}) is not in the tenant's stacks` };
      else yield { ...place, severity: 'critical', message: `bucket ${bucket} is of tenant ${owner}` };
    }
  },
};

/** Buckets that stacks name, by name. */
function bucketOwners(fleet: Fleet): ReadonlyMap<string, string> {
  return new Map(
    fleet.stacks.flatMap((stack) => {
      const { tenant } = stack;
      if (tenant === undefined || !textOf(stack).includes('"BucketName"')) return [];
      const { evaluate, resources } = fleet.view(stack);
      return resources.flatMap(([, { Type: type, Properties: properties }]) => {
        if (type !== 'AWS::S3::Bucket' || properties?.BucketName === undefined) return [];
        const name = literal(evaluate(properties.BucketName));
        return name === undefined ? [] : [[name, tenant] as const];
      });
    }),
  );
}

/** The bucket of the CDK's bootstrap in the own account. */
function isOfBootstrap({ stack }: StackView, bucket: string): boolean {
  return new RegExp(`^cdk-[a-z0-9]{1,10}-assets-${stack.account}-`).test(bucket);
}

function isDeclared({ organization }: Fleet, bucket: string): boolean {
  return organization.audit.operatorResources.some((pattern) => {
    const [, name] = /^arn:aws[\w-]*:s3:::([^/]+)/.exec(pattern) ?? [];
    return name !== undefined && meetsStars(name, bucket);
  });
}
