import { arnParts } from '../../principals/account-of';
import { type Text, describeText } from '../../values/value';

/** Whether the account of what is named could be any: an ARN is open only up to its account, an image up to its registry. */
export function isOpen(text: Text): boolean {
  let before = '';
  for (const piece of text) {
    if (piece.kind === 'unknown') {
      // A bucket's ARN has no account.
      if (before.startsWith('arn:')) return before.split(':').length <= 5 || /^arn:[\w-]+:s3:::[^/]*$/.test(before);
      return !/^(?!\w+:\/\/)[\w.-]+[/:]/.test(before) && before.split(':').length <= 5;
    }
    before += piece.kind === 'text' ? piece.text : 'own';
  }
  return false;
}

/** Whether a text is an ARN whose account is not known before the deployment. */
export function isOfUnknownAccount(text: Text): boolean {
  return text.length > 1 && arnParts(text)?.account.some(({ kind }) => kind === 'unknown') === true;
}

/** For people: what is named, and why it can be anybody's. */
export function describeOpen(text: Text, says: string): string {
  const unknown = text.find(({ kind }) => kind === 'unknown');
  return `${describeText(text)}${says}${unknown?.kind === 'unknown' ? `: ${unknown.why}` : ''}`;
}
