import { aFleet, aTenant, anOrganization, report } from '../support/tenants-folder';

describe('accounts.lock.json', () => {
  test.each([
    {
      name: 'a merge that left two lines for one tenant',
      lock: '{\n  "acme": "111122223333",\n  "acme": "111122224444"\n}',
      errors: [
        'accounts.lock.json: acme: tenant "acme" has more than one line; run "tenantry sync" to rebuild the file',
      ],
    },
    {
      name: 'account ids that are no text of twelve digits',
      lock: '{ "acme": 11112222333, "globex": "1111", "hooli": null }',
      errors: [
        'accounts.lock.json: acme: received the number 11112222333; put account ids in quotes, or leading zeros are lost: "011112222333"',
        'accounts.lock.json: globex: received "1111"; expected an account id of exactly 12 digits in quotes; run "tenantry sync" to rebuild the file',
        'accounts.lock.json: hooli: received null; expected an account id of exactly 12 digits in quotes; run "tenantry sync" to rebuild the file',
      ],
    },
    {
      name: 'a list',
      lock: '[]',
      errors: [
        'accounts.lock.json: expected tenant ids with account ids, e.g. {"acme": "111122223333"}; run "tenantry sync" to rebuild the file',
      ],
    },
    {
      name: 'an account of two tenants',
      lock: { acme: '111122223333', globex: '111122223333' },
      errors: [
        'accounts.lock.json: globex: account 111122223333 is already the account of tenant "acme"; run "tenantry sync" to rebuild the file',
      ],
    },
    {
      name: 'the management and the operator account',
      lock: { acme: '100000000001', globex: '100000000002' },
      errors: [
        'accounts.lock.json: acme: account 100000000001 is the management account, which can be no tenant\'s; run "tenantry sync" to rebuild the file',
        'accounts.lock.json: globex: account 100000000002 is the operator account, which can be no tenant\'s; run "tenantry sync" to rebuild the file',
      ],
    },
  ])('refuses $name', async ({ lock, errors }) => {
    const directory = aFleet([aTenant(), aTenant({ id: 'globex' }), aTenant({ id: 'hooli' })], anOrganization(), lock);

    expect((await report(directory)).errors).toEqual(errors);
  });

  test('refuses merge markers, and says how to rebuild the file', async () => {
    const directory = aFleet([aTenant()], anOrganization(), '<<<<<<< HEAD\n{}');

    expect((await report(directory)).errors).toEqual([
      'accounts.lock.json:1: "<<<<<<< HEAD" is left of a merge; decide which side stays; run "tenantry sync" to rebuild the file',
    ]);
  });

  test('warns of an account whose tenant has no file', async () => {
    const directory = aFleet([aTenant()], anOrganization(), { acme: '111122223333', gone: '111122224444' });

    expect(await report(directory)).toEqual({
      errors: [],
      warnings: [
        'accounts.lock.json: gone: no file describes tenant "gone"; its account 111122224444 stays as it is: restore the file, or run "tenantry sync" once the account is closed',
      ],
    });
  });
});
