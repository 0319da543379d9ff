import { looksLikePolicy, parsePolicy } from '../../policies/parse-policy';
import type { PolicyDocument } from '../../policies/policy-statement';
import type { StackView } from '../../rule';
import type { TemplateResource } from '../../assembly/audited-stack';
import { asObject, intrinsicOf, isChosen } from '../../values/intrinsic';

/** A policy as a resource has it. */
export interface AttachedPolicy extends PolicyDocument {
  /** Names of the properties on the way to it, e.g. `['AssumeRolePolicyDocument']`. */
  readonly properties: readonly string[];
}

/** Properties that hold a policy of the resource itself; what they hold must be readable. */
const POLICY_PROPERTIES =
  /^(AssumeRolePolicyDocument|PolicyDocument|Policy|KeyPolicy|ResourcePolicy|ResourcePolicyDocument|AccessPolicy|AccessPolicies|FileSystemPolicy|RepositoryPolicyText|RegistryPolicy|PolicyText|PermissionsPolicyDocument|DestinationPolicy|BucketPolicy|TopicPolicy|QueuePolicy|VaultAccessPolicy|SinkPolicy)$/i;

/** Types whose policies are of identities, or of the organization: they let nobody in. */
const OF_IDENTITIES =
  /^AWS::(IAM::(ManagedPolicy|Policy|RolePolicy|UserPolicy|GroupPolicy|User|Group)|Organizations::Policy|SSO::|IoT::Policy$|VerifiedPermissions::|ApplicationAutoScaling::|AutoScaling::|SSM::|DLM::|FMS::|EMR::|NetworkFirewall::)/;

/** Every policy in a resource, wherever it is: in known and in unknown types, as an object or as a text. */
export function policiesOf(view: StackView, resource: TemplateResource): readonly AttachedPolicy[] {
  const known = view.once('policies', () => new Map<TemplateResource, readonly AttachedPolicy[]>());
  const policies = known.get(resource) ?? searchPolicies(view, resource);
  known.set(resource, policies);
  return policies;
}

function searchPolicies(view: StackView, resource: TemplateResource): readonly AttachedPolicy[] {
  const found: AttachedPolicy[] = [];
  search(resource.Properties ?? {}, 'Properties', []);
  return found;

  function search(node: unknown, path: string, properties: readonly string[]): void {
    const property = properties.at(-1) ?? '';
    const intrinsic = intrinsicOf(node);
    if (intrinsic === undefined && looksLikePolicy(node)) {
      add(parsePolicy(view, node, path), properties);
      return;
    }
    if (intrinsic !== undefined || typeof node === 'string') {
      const isOfItself = POLICY_PROPERTIES.test(property) && !OF_IDENTITIES.test(resource.Type);
      if (intrinsic !== undefined && /^Fn::(If|FindInMap|Select)$/.test(intrinsic.name)) {
        for (const variant of view.variants(node)) if (variant !== node) search(variant, path, properties);
        return;
      }
      const document = isOfItself || holdsPolicyText(node, view) ? parsePolicy(view, node, path) : undefined;
      // A name of a policy is a text too.
      if (document !== undefined && (document.statements.length > 0 || intrinsic !== undefined || isOfItself))
        add(document, properties);
      return;
    }
    if (Array.isArray(node)) {
      node.forEach((element, index) => search(element, isChosen(node) ? path : `${path}.${index}`, properties));
      return;
    }
    for (const [key, value] of Object.entries(asObject(node) ?? {})) {
      search(value, isChosen(node) ? path : `${path}.${key}`, [...properties, key]);
    }
  }

  function add(document: PolicyDocument, properties: readonly string[]): void {
    found.push({ ...document, properties });
  }
}

/** A text that could be a policy is worth parsing; most texts are not. */
function holdsPolicyText(node: unknown, view: StackView): boolean {
  if (typeof node === 'string') return /^\s*\{[\s\S]*"Statement"/i.test(node);
  return view.evaluate(node).some((text) => {
    const [first] = text;
    return (
      first?.kind === 'text' &&
      /^\s*\{/.test(first.text) &&
      text.some((piece) => piece.kind === 'text' && /"Statement"/i.test(piece.text))
    );
  });
}
