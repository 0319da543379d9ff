import { isSearchedFor } from '../../sweep/free-text';
import type { Leaf, StackView, Violation } from '../../rule';
import { describeText, literalText } from '../../values/value';

/** Settings that make public whatever has them: AWS gives them the same names in many types, and at any depth. */
const SWITCHES =
  /^((is_?)?publicly_?accessible|associate_?public_?ip(v4)?_?(address)?|assign_?public_?ip(v4)?_?(address)?|map_?public_?ip_?on_?launch|publicconnectivity|(enable_?)?(endpoint)?publicaccess(enabled)?|allowfrompublic|allowunauthenticatedidentities)$/i;
const ON = /^(true|enabled?|on|yes|1)$/i;

/** Settings that keep from being made public, wherever a call or a resource has them. */
const GUARDS = /^(blockpublicacls|blockpublicpolicy|ignorepublicacls|restrictpublicbuckets)$/i;
/** Types whose guards are judged with what AWS does without them. */
const GUARDED = /^AWS::S3(ObjectLambda)?::/;

/** Settings that say who may see something. */
const AUDIENCES = /^((project)?visibility|accesstype|(network|public)?accesslevel)$/i;

/** What is public by a setting that nobody has listed for its type. */
export function* publicSwitches(view: StackView): Generator<Violation> {
  for (const [logicalId, { Type: type }] of view.resources) {
    for (const leaf of view.leaves(logicalId)) {
      const message = leaf.isDenied === true || isSearchedFor(leaf.properties) ? undefined : whatIsPublic(type, leaf);
      if (message !== undefined) yield { logicalId, path: leaf.path, message };
    }
  }
}

function whatIsPublic(type: string, { properties, value }: Leaf): string | undefined {
  const property = properties.at(-1) ?? '';
  for (const text of value) {
    const known = literalText(text);
    // What has another meaning than on and off is another setting of that name.
    if (SWITCHES.test(property) && (known === undefined || ON.test(known)))
      return `it is public: ${property} is ${known ?? `${describeText(text)}, which is not known before the deployment`}`;
    if (GUARDS.test(property) && !GUARDED.test(type) && known?.toLowerCase() === 'false')
      return `it can be made public: ${property} is ${known}`;
    if (AUDIENCES.test(property) && /^public([_-]read(_write)?)?$/i.test(known ?? ''))
      return `everybody may see it: ${property} is ${known}`;
  }
  return undefined;
}
