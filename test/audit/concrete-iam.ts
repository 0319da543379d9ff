/** A statement of a policy with nothing but texts in it. */
export interface ConcreteStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*' | { readonly AWS: readonly string[] };
  /** Whether the statement is about everybody else. */
  readonly isNotPrincipal: boolean;
  readonly Condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** One request: who asks, and the keys that come with it. */
export interface ConcreteRequest {
  /** Account of the caller; undefined for nobody. */
  readonly account: string | undefined;
  readonly arn: string | undefined;
  /** Keys in lower case; those that are not there are absent. */
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * Whether a resource's policy lets a request in, as IAM's documentation says: written for requests that are known, without anything of the audit's.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function isAuthorized(statements: readonly ConcreteStatement[], request: ConcreteRequest): boolean {
  const matching = statements.filter((statement) => applies(statement, request));
  return matching.some(({ Effect }) => Effect === 'Allow') && !matching.some(({ Effect }) => Effect === 'Deny');
}

function applies({ Principal, isNotPrincipal, Condition }: ConcreteStatement, request: ConcreteRequest): boolean {
  return (
    names(Principal, request) !== isNotPrincipal &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, request.keys[key.toLowerCase()], values)),
    )
  );
}

function names(principal: ConcreteStatement['Principal'], { account, arn }: ConcreteRequest): boolean {
  if (principal === '*') return true;
  return principal.AWS.some(
    (named) =>
      named === '*' ||
      (account !== undefined && (named === account || named === `arn:aws:iam::${account}:root`)) ||
      (arn !== undefined && named === arn),
  );
}

function holds(operator: string, sent: string | undefined, values: readonly string[]): boolean {
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  if (name === 'Null') return values.some((value) => (value === 'true') === (sent === undefined));
  const negated = name.includes('Not');
  if (sent === undefined) {
    // Of no values, all are as they should be, and none is.
    if (set === 'ForAllValues') return true;
    return ifExists !== undefined || (negated && set !== 'ForAnyValue');
  }
  const matches = values.some((value) => compare(name, sent, value));
  return negated ? !matches : matches;
}

function compare(operator: string, sent: string, value: string): boolean {
  if (operator.endsWith('IgnoreCase')) return sent.toLowerCase() === value.toLowerCase();
  return operator.startsWith('Arn') || operator.endsWith('Like') ? isLike(sent, value) : sent === value;
}

function isLike(text: string, pattern: string): boolean {
  const expression = pattern
    .replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(text);
}
