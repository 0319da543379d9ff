import { credentialsOf, explainCredentials } from '../../lib/operations/explain-credentials';

const named = (name: string, message = '') => Object.assign(new Error(message), { name });

test.each(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired'])(
  'says to log in again after %s',
  (name) => {
    expect(explainCredentials(named(name), 'the operator account')).toMatchObject({
      message: `the credentials of the operator account have expired (${name}); log in again, then run this again`,
    });
  },
);

test('says to log in where there are no credentials', () => {
  const error = named('CredentialsProviderError', 'Could not load credentials from any providers');

  expect(explainCredentials(error, 'the management account')).toMatchObject({
    message:
      'there are no usable credentials of the management account (Could not load credentials from any providers); log in, or name a profile that has them, then run this again',
    cause: error,
  });
});

test('leaves other failures as they are', () => {
  const error = named('AccessDenied');

  expect(explainCredentials(error, 'the operator account')).toBe(error);
});

test('names the profile that credentials were looked for in', () => {
  expect(credentialsOf('the operator account', 'work')).toBe('the operator account (profile "work")');
  expect(credentialsOf('the operator account', undefined)).toBe('the operator account');
});
