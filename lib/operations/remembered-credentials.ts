import { memoize } from '@smithy/property-provider';
import type { CredentialProvider } from './operator-session';

/** AWS takes credentials to their last second; a request under way is given some. */
const REFRESH_BEFORE_MS = 5 * 60_000;

/** Asks for credentials once, and again shortly before they expire: a deployment makes dozens of clients, and each would assume the role anew. */
export function rememberedCredentials(provider: CredentialProvider): CredentialProvider {
  return memoize(
    provider,
    ({ expiration }) => expiration !== undefined && expiration.getTime() - Date.now() < REFRESH_BEFORE_MS,
    ({ expiration }) => expiration !== undefined,
  );
}
