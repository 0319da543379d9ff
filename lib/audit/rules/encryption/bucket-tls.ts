import type { PolicyDocument, PolicyStatement } from '../../policies/policy-statement';
import type { Rule, StackView } from '../../rule';
import { soleResource } from '../../values/sole-resource';
import { type Text, type Value, literal, literalText } from '../../values/value';
import { policiesOf } from '../reach-in/policies-of';

/** Whether buckets can be read without TLS. */
export const bucketTls: Rule = {
  id: 'encryption/bucket-tls',
  severity: 'medium',
  claim: "Every bucket's policy denies requests without TLS.",
  explanation: 'S3 answers plain HTTP where a policy does not deny it.',
  fix: 'deny s3:* to everybody where aws:SecureTransport is false (enforceSSL in the CDK)',
  *checkTenant(fleet, stacks) {
    for (const stack of stacks) {
      const view = fleet.view(stack);
      const policies = bucketPolicies(view);
      for (const [logicalId, { Type: type }] of view.resources) {
        if (type !== 'AWS::S3::Bucket') continue;
        const own = policies.filter(({ bucket }) => bucket === logicalId);
        if (
          own.some(
            (each) => deniesPlain(view, logicalId, each.document) && view.isAlwaysMade(each.logicalId, logicalId),
          )
        )
          continue;
        const [policy] = own;
        yield policy === undefined
          ? {
              stack,
              logicalId,
              path: 'Properties',
              message: 'the bucket has no policy that denies requests without TLS',
            }
          : {
              stack,
              logicalId: policy.logicalId,
              path: 'Properties.PolicyDocument',
              message: `the policy of ${logicalId} does not deny requests without TLS`,
            };
      }
    }
  },
};

function bucketPolicies(
  view: StackView,
): { readonly bucket: string; readonly logicalId: string; readonly document: PolicyDocument }[] {
  return view.resources.flatMap(([logicalId, resource]) => {
    if (resource.Type !== 'AWS::S3::BucketPolicy') return [];
    const named = view.evaluate(resource.Properties?.Bucket);
    const bucket = soleResource(named)?.logicalId ?? namedBucket(view, named);
    return bucket === undefined ? [] : policiesOf(view, resource).map((document) => ({ bucket, logicalId, document }));
  });
}

function namedBucket(view: StackView, value: Value): string | undefined {
  const name = literal(value);
  const found = view.resources.find(
    ([, { Type: type, Properties: properties }]) =>
      type === 'AWS::S3::Bucket' && name !== undefined && literal(view.evaluate(properties?.BucketName)) === name,
  );
  return found?.[0];
}

/** Whether requests without TLS are denied whatever is chosen at deployment. */
function deniesPlain(view: StackView, bucket: string, { statements, unreadable }: PolicyDocument): boolean {
  const documents = new Set(statements.map(({ origin }) => origin.document));
  return (
    unreadable.length === 0 &&
    documents.size > 0 &&
    [...documents].every((document) => {
      const denials = statements.filter(
        (statement) => statement.origin.document === document && deniesAll(view, bucket, statement),
      );
      return denials.some(({ origin }) => denials.filter((each) => each.origin === origin).length >= origin.variants);
    })
  );
}

function deniesAll(view: StackView, bucket: string, statement: PolicyStatement): boolean {
  const { effect, principals, isNotPrincipal, actions, isNotAction, resources, isNotResource, conditions } = statement;
  return (
    effect === 'Deny' &&
    !isNotPrincipal &&
    !isNotAction &&
    !isNotResource &&
    principals.some(({ value }) => literal(value) === '*') &&
    actions.some((action) => /^(\*|s3:\*)$/.test(literal(action) ?? '')) &&
    resources.some(({ value }) => value.every((text) => isWhatIsInside(view, bucket, text))) &&
    conditions.length === 1 &&
    conditions.every(
      ({ operator, key, values }) =>
        key === 'aws:securetransport' &&
        /^Bool(IfExists)?$/i.test(operator) &&
        values.every((value) => literal(value)?.toLowerCase() === 'false'),
    )
  );
}

/** Whether a resource of a statement is every object of the bucket. */
function isWhatIsInside(view: StackView, bucket: string, text: Text): boolean {
  const known = literalText(text);
  if (known !== undefined) {
    const name = literal(view.evaluate(view.stack.template.Resources?.[bucket]?.Properties?.BucketName));
    return /^(\*|arn:[\w*-]+:s3:::\*)$/.test(known) || (name !== undefined && known.endsWith(`:::${name}/*`));
  }
  const last = text.at(-1);
  const isOfBucket = text.some((piece) => piece.kind === 'resource' && piece.logicalId === bucket);
  return isOfBucket && last?.kind === 'text' && /^\/?\*$/.test(last.text);
}
