import { looksLikePolicy, parsePolicy, parsePolicyInText } from '../../policies/parse-policy';
import type { PolicyDocument } from '../../policies/policy-statement';
import type { StackView } from '../../rule';
import type { TemplateResource } from '../../assembly/audited-stack';
import { asObject, intrinsicOf, isChosen } from '../../values/intrinsic';
import { type ParsedJson, parseJsonText } from '../../values/json-text';
import type { Value } from '../../values/value';

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

/** What is in their templates is deployed elsewhere: `Ref` and the account mean another thing there. */
const OF_OTHER_TEMPLATES = /^AWS::CloudFormation::/;

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
      const document =
        (isOfItself && !isListOfRules(node, view)) || holdsPolicyText(node, view)
          ? parsePolicy(view, node, path)
          : undefined;
      // A name of a policy is a text too.
      if (document !== undefined && (document.statements.length > 0 || intrinsic !== undefined || isOfItself))
        add(document, properties);
      else if (!OF_OTHER_TEMPLATES.test(resource.Type)) searchText(view.evaluate(node), path, properties);
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

  /** Calls of an SDK hold policies, as objects and as texts of their own. */
  function searchText(value: Value, path: string, properties: readonly string[]): void {
    for (const text of value) {
      if (!text.some((piece) => piece.kind === 'text' && /Statement\\*"/i.test(piece.text))) continue;
      const json = parseJsonText(text);
      if (json !== undefined) searchJson(json, json.content, path, properties);
    }
  }

  function searchJson(json: ParsedJson, node: unknown, path: string, properties: readonly string[]): void {
    const object = asObject(node);
    if (typeof node === 'string') searchText(json.valueOf(node), path, properties);
    else if (Array.isArray(node)) node.forEach((element) => searchJson(json, element, path, properties));
    else if (object !== undefined && looksLikePolicy(object))
      add(parsePolicyInText(view, json, object, path), properties);
    else for (const [key, inner] of Object.entries(object ?? {})) searchJson(json, inner, path, [...properties, key]);
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

/** Policies of OpenSearch Serverless are rules, and no policies of IAM: their principals are judged as what is shared. */
function isListOfRules(node: unknown, view: StackView): boolean {
  return view.evaluate(node).every((text) => {
    const content = parseJsonText(text)?.content;
    const policies = Array.isArray(content) ? (content as unknown[]) : [content];
    return policies.every((policy) => Array.isArray(asObject(policy)?.Rules));
  });
}
