/**
 * Whether a text is an origin exactly as browsers send it, and of pages nobody on the way can have changed.
 *
 * `http` is for a developer's own machine only.
 */
export function isSecureOrigin(text: string): boolean {
  // The parser takes `https://*.example.com` for a host, but no page has it: wildcards in names mean nothing in CORS.
  if (text.includes('*') || !URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  return origin === text && (protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost'));
}
