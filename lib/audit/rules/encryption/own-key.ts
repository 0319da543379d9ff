import { type PropertyClaim, isOneOf, isOwnKey, propertyRule } from '../../posture/property-claim';
import type { Rule, StackView, Violation } from '../../rule';
import { asObject } from '../../values/intrinsic';
import { literalText } from '../../values/value';
import { CHOICES, KEY_PROPERTIES, WITHOUT_KEY } from './key-properties';

const CLAIMS: readonly PropertyClaim[] = [
  ...Object.entries(CHOICES).map(([type, [property, ...allowed]]): PropertyClaim => ({
    types: [type],
    property,
    isSafe: isOneOf(...allowed),
    absent: 'safe',
    wrong: "it is not encrypted with the tenant's own key",
  })),
  ...Object.entries(KEY_PROPERTIES).map(([property, types]): PropertyClaim => ({
    types,
    property,
    isSafe: isOwnKey,
    // An element of a list of disks may be none of EBS.
    absent: property.includes('.Ebs.') ? 'unsafe-in-parent' : 'unsafe',
    wrong: "it is not encrypted with the tenant's own key",
    ...(WITHOUT_KEY[property] && { except: WITHOUT_KEY[property] }),
  })),
  {
    types: ['AWS::S3::Bucket', 'AWS::S3Express::DirectoryBucket'],
    property: 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.SSEAlgorithm',
    isSafe: isOneOf('aws:kms', 'aws:kms:dsse'),
    absent: 'unsafe',
    wrong: "objects are not encrypted with the tenant's own key",
  },
  {
    types: ['AWS::S3::Bucket', 'AWS::S3Express::DirectoryBucket'],
    property: 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID',
    isSafe: isOwnKey,
    absent: 'unsafe',
    wrong: "objects are not encrypted with the tenant's own key",
    // Said of the algorithm already.
    except: ({ BucketEncryption }) => {
      const rules = asObject(BucketEncryption)?.ServerSideEncryptionConfiguration;
      return !JSON.stringify(rules ?? '').includes('aws:kms');
    },
  },
];

const named = propertyRule(
  {
    id: 'encryption/own-key',
    severity: 'medium',
    claim: "Data at rest is encrypted with the tenant's own KMS key.",
    explanation:
      "The policy of the tenant's own key says who may decrypt, its use is in the tenant's trail, and with it everything can be made unreadable when the tenant leaves. A key of AWS does none of it.",
    fix: "name the tenant's key",
  },
  CLAIMS,
);

/** Whose keys data is encrypted with. */
export const ownKey: Rule = {
  ...named,
  *checkStack(view) {
    const said = new Set<string>();
    for (const violation of named.checkStack!(view)) {
      said.add(`${violation.logicalId} ${violation.path}`);
      yield violation;
    }
    if (view.tenant === undefined) return;
    for (const violation of keysOfAws(view)) {
      if (!said.has(`${violation.logicalId} ${violation.path}`)) yield violation;
    }
  },
};

const IS_KEY = /kms|encryptionkey|keyarn$|keyid(entifier)?$/i;
const IS_CHOICE = /^(Use)?AwsOwnedKey$/i;

/** Keys of AWS that a resource of any type says it is encrypted with. */
function* keysOfAws({ resources, leaves }: StackView): Generator<Violation> {
  for (const [logicalId] of resources) {
    for (const { path, properties, value } of leaves(logicalId)) {
      const name = properties.at(-1) ?? '';
      for (const text of value) {
        const known = literalText(text) ?? '';
        const isOfAws = IS_KEY.test(name) ? /alias\/aws\//.test(known) : IS_CHOICE.test(name) && /^true$/i.test(known);
        if (isOfAws)
          yield { logicalId, path, message: `it is not encrypted with the tenant's own key: ${name} is ${known}` };
      }
    }
  }
}
