import { type Rule, findings, forEachTenant } from './rule';

/** Ids that would be taken for something else: the organization's own file, or a stack of the operator. */
const RESERVED_IDS: ReadonlySet<string> = new Set(['accounts', 'organization', 'operator']);

export const idIsNotReserved: Rule = forEachTenant(({ id }) => [
  RESERVED_IDS.has(id) && {
    path: 'id',
    message: `"${id}" is reserved for Tenantry's own stacks and files; choose another id`,
  },
]);

/**
 * Most characters of an account's root e-mail.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
const MAX_EMAIL_LENGTH = 64;

/** The characters `CreateAccount` takes, with one `@`, no dot in front, and a domain that starts and ends with a letter or digit. */
const ROOT_EMAIL =
  /^(?!\.)[!#$*+./0-9=?A-Z^_`a-z{}~-]+@(?=[^@]{3,}$)[A-Za-z0-9](-*[A-Za-z0-9])*(\.[A-Za-z0-9](-*[A-Za-z0-9])*)+$/;

export const rootEmailIsUsable: Rule = forEachTenant(({ email, id }, { organization }) => {
  const source =
    email === organization.rootEmail.replaceAll('{tenant}', id) ? ', made from rootEmail of the organization,' : '';
  return [
    email.length > MAX_EMAIL_LENGTH && {
      path: 'email',
      message: `"${email}"${source} has ${email.length} characters; AWS takes at most ${MAX_EMAIL_LENGTH}: set a shorter email for this tenant`,
    },
    !ROOT_EMAIL.test(email) && {
      path: 'email',
      message: `"${email}"${source} is no address AWS takes for an account; expected ASCII without spaces or any of "'()<>[]:;,\\|%& before the @, and a domain after it`,
    },
  ];
});

export const rootEmailsAreUnique: Rule = ({ tenants }) =>
  laterOfEqual(tenants, ({ email }) => email.toLowerCase()).flatMap(({ later, first }) =>
    findings(later.file, [
      {
        path: 'email',
        message: `"${later.email}" is already used by tenant "${first.id}"; every account needs an address of its own, and case does not count`,
      },
    ]),
  );

export const externalIdsAreUnique: Rule = ({ tenants }) =>
  laterOfEqual(tenants, ({ externalId }) => externalId).flatMap(({ later, first }) =>
    findings(later.file, [
      { path: 'externalId', message: `already used by tenant "${first.id}"; leave it out to have one derived` },
    ]),
  );

export const accountsAreUnique: Rule = ({ accounts, accountsFile, organization }) => {
  const lines = [...accounts];
  const own = new Map([
    [organization.managementAccountId, 'management'],
    [organization.operatorAccountId, 'operator'],
  ]);
  return findings(accountsFile, [
    ...laterOfEqual(lines, ([, account]) => account).map(({ later: [path, account], first: [tenant] }) => ({
      path,
      message: `account ${account} is already the account of tenant "${tenant}"; run "tenantry sync" to rebuild the file`,
    })),
    ...lines
      .filter(([, account]) => own.has(account))
      .map(([path, account]) => ({
        path,
        message: `account ${account} is the ${own.get(account)} account, which can be no tenant's; run "tenantry sync" to rebuild the file`,
      })),
  ]);
};

export const accountsHaveTenants: Rule = ({ accounts, accountsFile, knownTenants, complete }) => {
  if (!complete) return [];
  const known = new Set(knownTenants);
  const strays = [...accounts.keys()].filter((id) => !known.has(id));
  return findings(
    accountsFile,
    strays.map((id) => ({
      path: id,
      message: `no file describes tenant "${id}"; its account ${accounts.get(id)} stays as it is: restore the file, or run "tenantry sync" once the account is closed`,
      severity: 'warning',
    })),
  );
};

/** Every item whose key an earlier one has, with that earlier one. */
function laterOfEqual<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
): { readonly later: Item; readonly first: Item }[] {
  const seen = new Map<string, Item>();
  return items.flatMap((later) => {
    const value = key(later);
    const first = seen.get(value);
    if (first !== undefined) return [{ later, first }];
    seen.set(value, later);
    return [];
  });
}
