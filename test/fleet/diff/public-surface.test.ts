import { publicSurface } from '../../../lib/fleet/diff/public-surface';

type Resource = { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> };

/** What is said of one resource, before and after. */
const saidOf = (base: Resource | undefined, head: Resource) =>
  publicSurface('acme/Web', base === undefined ? {} : { Resources: { It: base } }, { Resources: { It: head } }).map(
    ({ change }) => change,
  );

const aResource = (Type: string, Properties: Resource['Properties']): Resource => ({ Type, Properties });
const aStatement = (changes: object) => ({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', ...changes });
const aPolicy = (...Statement: object[]) =>
  aResource('AWS::S3::BucketPolicy', { Bucket: 'b', PolicyDocument: { Statement } });
const aBucket = (PublicAccessBlockConfiguration?: object) =>
  aResource('AWS::S3::Bucket', PublicAccessBlockConfiguration === undefined ? {} : { PublicAccessBlockConfiguration });

const BLOCKED = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
const GATEWAY = 'AWS::ApiGateway::Method';

describe('public surface in the diff of a fleet', () => {
  test.each<[string, Resource | undefined, Resource, readonly string[]]>([
    [
      'a method for which callers no longer sign in',
      aResource(GATEWAY, { HttpMethod: 'GET', AuthorizationType: 'AWS_IAM' }),
      aResource(GATEWAY, { HttpMethod: 'GET', AuthorizationType: 'NONE' }),
      ['public: callers need not sign in'],
    ],
    [
      'a route that says nothing of authorization',
      aResource('AWS::ApiGatewayV2::Route', { AuthorizationType: 'JWT' }),
      aResource('AWS::ApiGatewayV2::Route', {}),
      ['public: callers need not sign in'],
    ],
    [
      'a bucket that blocks less',
      aBucket(BLOCKED),
      aBucket({ ...BLOCKED, BlockPublicPolicy: false }),
      ['public: BlockPublicPolicy is off'],
    ],
    [
      'a bucket that says no longer what it blocks',
      aBucket(BLOCKED),
      aBucket(),
      [
        'public: BlockPublicAcls is off',
        'public: BlockPublicPolicy is off',
        'public: IgnorePublicAcls is off',
        'public: RestrictPublicBuckets is off',
      ],
    ],
    [
      'a bucket that says for the first time what it blocks, and does not block all',
      aBucket(),
      aBucket({ ...BLOCKED, IgnorePublicAcls: undefined }),
      ['public: IgnorePublicAcls is off'],
    ],
    [
      'a bucket that blocks less, in a template that was written by hand',
      aBucket({ ...BLOCKED, BlockPublicAcls: 'true' }),
      aBucket({ ...BLOCKED, BlockPublicAcls: 'false', BlockPublicPolicy: 'true' }),
      ['public: BlockPublicAcls is off'],
    ],
    [
      'a policy that allows everybody',
      aPolicy(aStatement({ Principal: { AWS: 'arn:aws:iam::111111111111:root' } })),
      aPolicy(aStatement({ Principal: { AWS: ['*'] }, Action: ['s3:GetObject', 's3:ListBucket'] })),
      ['public: everybody may s3:GetObject and s3:ListBucket'],
    ],
    [
      'a policy without the condition that it had',
      aPolicy(aStatement({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })),
      aPolicy(aStatement({})),
      ['public: everybody may s3:GetObject'],
    ],
    [
      'a policy that is written as text, for everybody but somebody',
      undefined,
      aResource('AWS::Logs::ResourcePolicy', {
        PolicyDocument: JSON.stringify({
          Statement: { Effect: 'Allow', NotPrincipal: { AWS: '111111111111' }, NotAction: 'logs:PutLogEvents' },
        }),
      }),
      ['public: everybody may all but logs:PutLogEvents'],
    ],
  ])('has %s', (_, base, head, changes) => {
    expect(saidOf(base, head)).toEqual(changes);
    expect(saidOf(head, head)).toEqual([]);
  });

  test.each<[string, Resource | undefined, Resource]>([
    [
      'a preflight request, which cannot be signed',
      undefined,
      aResource(GATEWAY, { HttpMethod: 'OPTIONS', AuthorizationType: 'NONE' }),
    ],
    ['a new bucket, which AWS closes', undefined, aBucket()],
    ['a policy that denies everybody', undefined, aPolicy(aStatement({ Effect: 'Deny' }))],
    [
      'the policy of an endpoint, which only takes away',
      undefined,
      aResource('AWS::EC2::VPCEndpoint', { PolicyDocument: { Statement: [aStatement({})] } }),
    ],
  ])('does not have %s', (_, base, head) => {
    expect(saidOf(base, head)).toEqual([]);
  });
});
