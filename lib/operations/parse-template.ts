import { type CollectionTag, type ScalarTag, isCollection, parseDocument } from 'yaml';
import type { Template } from '../audit/assembly/audited-stack';
import { asObject } from '../audit/values/intrinsic';

/**
 * A template in JSON or in YAML: the CDK passes small ones without an asset in YAML, and people write it with the short forms of functions.
 *
 * @returns undefined if it is neither, or has a tag that CloudFormation does not know
 */
export function parseTemplate(body: string): Template | undefined {
  try {
    return asObject(JSON.parse(body));
  } catch {
    const document = parseDocument(body, { schema: 'core', customTags: [...SHORT_FORMS], logLevel: 'silent' });
    const isSound = document.errors.length === 0 && document.warnings.length === 0;
    return isSound ? asObject(document.toJS()) : undefined;
  }
}

const FUNCTIONS =
  'And Base64 Cidr Equals FindInMap ForEach GetAtt GetAZs If ImportValue Join Length Not Or Select Split Sub ToJsonString Transform'.split(
    ' ',
  );

/** E.g. `!Ref Key`, which is `{ "Ref": "Key" }`. */
const SHORT_FORMS: readonly (ScalarTag | CollectionTag)[] = [
  ...FUNCTIONS.flatMap((name) => shortForms(name, `Fn::${name}`)),
  ...['Condition', 'Ref'].flatMap((name) => shortForms(name, name)),
];

function shortForms(name: string, intrinsic: string): (ScalarTag | CollectionTag)[] {
  const tag = `!${name}`;
  return [
    { tag, resolve: (text) => ({ [intrinsic]: name === 'GetAtt' ? attributeOf(text) : text }) },
    ...(['seq', 'map'] as const).map((collection): CollectionTag => ({
      tag,
      collection,
      resolve: (node) => ({ [intrinsic]: isCollection(node) ? (node.toJSON() as unknown) : undefined }),
    })),
  ];
}

/** `Nested.Outputs.Key` has the resource before the first point. */
function attributeOf(text: string): readonly string[] {
  const [resource = '', ...attribute] = text.split('.');
  return [resource, attribute.join('.')];
}
