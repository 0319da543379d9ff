import { UNKNOWN, found, perhaps } from '../found';

const deny = (bucket: unknown) => ({
  Type: 'AWS::S3::BucketPolicy',
  Properties: {
    Bucket: bucket,
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: '*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
  },
});
const judged = (bucket: unknown) => {
  const Resources = { One: { Type: 'AWS::S3::Bucket' }, Two: { Type: 'AWS::S3::Bucket' }, Policy: deny(bucket) };
  return found('encryption/bucket-tls', { data: { template: { ...UNKNOWN, Resources } } });
};

test('a policy is that of the bucket that it names', () => {
  expect(judged({ Ref: 'One' })).toEqual([
    'data Two Properties: the bucket has no policy that denies requests without TLS',
  ]);
});

test('a policy that may be that of another bucket is that of none', () => {
  expect(judged(perhaps({ Ref: 'One' }, { Ref: 'Two' }))).toEqual([
    'data One Properties: the bucket has no policy that denies requests without TLS',
    'data Two Properties: the bucket has no policy that denies requests without TLS',
  ]);
});
