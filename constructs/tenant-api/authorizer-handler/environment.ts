/** Names of the environment variables the authorizer reads; the construct that deploys it sets them. */
export const AuthorizerVariable = {
  /** `https` address of the OIDC issuer, exactly as its tokens name it in `iss`. */
  issuer: 'ISSUER',
  /** JSON array of audiences; a token must be made out for at least one. */
  audience: 'AUDIENCE',
} as const;

/** Which tokens the authorizer accepts. */
export interface AuthorizerEnvironment {
  readonly issuer: string;
  readonly audience: readonly string[];
}

/**
 * Reads the environment of the authorizer.
 *
 * @throws Error that lists every variable that is missing or wrong
 */
export function parseAuthorizerEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): AuthorizerEnvironment {
  const issuer = variables[AuthorizerVariable.issuer] ?? '';
  const audienceText = variables[AuthorizerVariable.audience] ?? '';
  const audience = parseAudience(audienceText);

  const problems: string[] = [];
  if (!isIssuer(issuer)) {
    problems.push(
      `${AuthorizerVariable.issuer} is "${issuer}", expected an https address without query, e.g. "https://login.example.com"`,
    );
  }
  if (audience === undefined) {
    problems.push(
      `${AuthorizerVariable.audience} is "${audienceText}", expected a JSON array of strings, e.g. ["tenant-api"]`,
    );
  }
  if (problems.length > 0 || audience === undefined) {
    throw new Error(
      ['invalid environment of the authorizer', ...problems.map((problem) => `  - ${problem}`)].join('\n'),
    );
  }
  return { issuer, audience };
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash } = new URL(text);
  return protocol === 'https:' && search === '' && hash === '';
}

/** An empty array is refused: it would accept a token made out for nobody. */
function parseAudience(text: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value) || value.length === 0) return undefined;
    return value.every((item): item is string => typeof item === 'string' && item !== '') ? value : undefined;
  } catch {
    return undefined;
  }
}
