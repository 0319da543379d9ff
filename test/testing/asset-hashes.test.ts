import { assetHashSerializer } from '../../lib/testing';

expect.addSnapshotSerializer(assetHashSerializer);

const HASH = '2fad847ac4725c7704821b6ae1ef5f73ffe992fa04fc3af87f43585f9ece43a8';
const SHORT = HASH.slice(0, 32);

test('masks what CDK writes of an asset, in the whole of a template, and leaves the rest of each text', () => {
  const template = {
    Resources: {
      Function: {
        Properties: {
          Code: { S3Key: `${HASH}.zip`, S3Bucket: { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}' } },
          ImageUri: {
            'Fn::Sub': '${AWS::AccountId}.dkr.ecr.eu-west-1.${AWS::URLSuffix}/cdk-container-assets:'.concat(HASH),
          },
        },
        Metadata: { 'aws:asset:path': `../asset.${HASH}`, 'aws:asset:property': 'Code' },
      },
      Nested: { Properties: { TemplateURL: { 'Fn::Join': ['', ['https://s3.eu-west-1.', `/assets/${HASH}.json`]] } } },
      [`FunctionCurrentVersion0A1B2C3D${SHORT}`]: { Type: 'AWS::Lambda::Version' },
    },
    Outputs: { Stage: { Value: { Ref: `ApiDeployment0A1B2C3D${SHORT}` } } },
  };

  expect(template).toMatchInlineSnapshot(`
{
  "Outputs": {
    "Stage": {
      "Value": {
        "Ref": "ApiDeployment0A1B2C3D<deployment>",
      },
    },
  },
  "Resources": {
    "Function": {
      "Metadata": {
        "aws:asset:path": "../asset.<asset>",
        "aws:asset:property": "Code",
      },
      "Properties": {
        "Code": {
          "S3Bucket": {
            "Fn::Sub": "cdk-hnb659fds-assets-\${AWS::AccountId}",
          },
          "S3Key": "<asset>.zip",
        },
        "ImageUri": {
          "Fn::Sub": "\${AWS::AccountId}.dkr.ecr.eu-west-1.\${AWS::URLSuffix}/cdk-container-assets:<asset>",
        },
      },
    },
    "FunctionCurrentVersion0A1B2C3D<version>": {
      "Type": "AWS::Lambda::Version",
    },
    "Nested": {
      "Properties": {
        "TemplateURL": {
          "Fn::Join": [
            "",
            [
              "https://s3.eu-west-1.",
              "/assets/<asset>.json",
            ],
          ],
        },
      },
    },
  },
}
`);
});

test.each([
  ['a fingerprint', HASH],
  ['a fingerprint in a text', `sha256:${HASH}`],
  ['a secret of its length at the end of a path', `/tenants/${HASH}`],
  ['a key that only begins with a hash', `${HASH}.zip/part`],
  ['a longer hash', `${HASH}${HASH}.zip`],
  ['a hash in capitals', `${HASH.toUpperCase()}.zip`],
  ['the tag of an image of another registry', `public.example.com/image:${HASH}`],
  ['a digest that pins an image', `111111111111.dkr.ecr.eu-west-1.amazonaws.com/image@sha256:${HASH}`],
  ['an id that ends in a hash', `Queue0A1B2C3D${SHORT}`],
  ['a version of its own', 'CurrentVersion0A1B2C3D'],
  ['a number', 12],
])('leaves %s as it is', (_, value) => {
  expect(assetHashSerializer.test(value)).toBe(false);
});
