import type { Text } from '../values/value';

/** Whose something is. */
export type Owner =
  | { readonly kind: 'own' }
  | { readonly kind: 'account'; readonly account: string }
  /** A star: everybody's. */
  | { readonly kind: 'any' }
  /** It does not say whose it is. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

/** Parts of an ARN, each as a text of its own. */
export interface ArnParts {
  readonly partition: Text;
  readonly service: Text;
  readonly region: Text;
  readonly account: Text;
  readonly resource: Text;
}

/** Takes a text apart that begins like an ARN; undefined for any other. */
export function arnParts(text: Text): ArnParts | undefined {
  const [first] = text;
  if (first?.kind !== 'text' || !/^arn:/i.test(first.text)) return undefined;
  const parts: Text[] = [[]];
  for (const piece of text) {
    if (piece.kind !== 'text') {
      parts.push([...parts.pop()!, piece]);
      continue;
    }
    const [head = '', ...tail] = parts.length > 5 ? [piece.text] : piece.text.split(':');
    // The resource keeps the colons of its own.
    const rest = tail.splice(Math.max(0, 6 - parts.length));
    const elements = [head, ...tail];
    if (rest.length > 0) elements[elements.length - 1] += `:${rest.join(':')}`;
    parts.push(append(parts.pop()!, elements[0]!), ...elements.slice(1).map((element) => append([], element)));
  }
  const [, partition, service, region, account, resource] = parts;
  if (
    partition === undefined ||
    service === undefined ||
    region === undefined ||
    account === undefined ||
    resource === undefined
  ) {
    return undefined;
  }
  return { partition, service, region, account, resource };
}

function append(text: Text, more: string): Text {
  return more === '' ? text : [...text, { kind: 'text', text: more }];
}

/** Whose the thing is that a text names: an account id, an ARN, or a reference to an own resource. */
export function ownerOf(text: Text): Owner {
  if (text.length > 0 && text.every(({ kind }) => kind === 'resource')) return { kind: 'own' };
  const arn = arnParts(text);
  const account = arn === undefined ? text : arn.account;
  const [piece, ...others] = account;
  if (piece === undefined) {
    // An S3 ARN names no account: it is the bucket's.
    const owned =
      arn?.resource.some(({ kind }) => kind === 'resource') === true && arn.resource[0]?.kind === 'resource';
    return owned ? { kind: 'own' } : { kind: 'none' };
  }
  if (others.length === 0 && piece.kind === 'resource') return { kind: 'own' };
  if (others.length > 0 || piece.kind !== 'text') return { kind: 'unknown' };
  if (piece.text === '*') return { kind: 'any' };
  if (/^\d{12}$/.test(piece.text)) return { kind: 'account', account: piece.text };
  return arn === undefined ? { kind: 'none' } : { kind: 'unknown' };
}

/** Whether the thing that a text names is of an account, or an own resource. */
export function isOwn(text: Text, account: string | undefined): boolean {
  const owner = ownerOf(text);
  return owner.kind === 'own' || (owner.kind === 'account' && owner.account === account);
}
