import { parseAuthorizerEnvironment } from '../../../../constructs/tenant-api/authorizer-handler/environment';

describe('environment of the authorizer', () => {
  test('names the issuer and the audiences', () => {
    const variables = { ISSUER: 'https://login.example.com/', AUDIENCE: '["tenant-api","other-api"]' };

    expect(parseAuthorizerEnvironment(variables)).toEqual({
      issuer: 'https://login.example.com/',
      audience: ['tenant-api', 'other-api'],
    });
  });

  test.each(['[]', '[""]', '[1]', 'tenant-api', '"tenant-api"', ''])('refuses the audience %s', (audience) => {
    expect(() => parseAuthorizerEnvironment({ ISSUER: 'https://login.example.com', AUDIENCE: audience })).toThrow(
      `invalid environment of the authorizer\n  - AUDIENCE is "${audience}", expected a JSON array of strings, e.g. ["tenant-api"]`,
    );
  });

  test.each(['http://login.example.com', 'login.example.com', 'https://login.example.com?a=b', ''])(
    'refuses the issuer "%s"',
    (issuer) => {
      expect(() => parseAuthorizerEnvironment({ ISSUER: issuer, AUDIENCE: '["tenant-api"]' })).toThrow(
        `invalid environment of the authorizer\n  - ISSUER is "${issuer}", expected an https address without query, e.g. "https://login.example.com"`,
      );
    },
  );

  test('is refused with everything that is wrong with it', () => {
    expect(() => parseAuthorizerEnvironment({})).toThrow(/- ISSUER is "".*\n.*- AUDIENCE is ""/);
  });
});
