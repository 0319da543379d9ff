import {
  type AccountClient,
  type AlternateContact,
  type AlternateContactType,
  GetAlternateContactCommand,
  PutAlternateContactCommand,
} from '@aws-sdk/client-account';

/** Whom to reach about an account. */
export interface AccountContact {
  readonly name: string;
  readonly email: string;
  /** AWS takes no contact without one. */
  readonly phone?: string;
  readonly title?: string;
}

/** The alternate contacts of an account. */
export interface AccountContacts {
  readonly billing: AccountContact;
  readonly operations: AccountContact;
  readonly security: AccountContact;
}

/** Tells AWS whom to reach about an account; says which contacts it set, and which it could not for want of a phone number. */
export type SetContacts = (
  accountId: string,
  contacts: AccountContacts,
) => Promise<{ readonly set: readonly string[]; readonly withoutPhone: readonly string[] }>;

/**
 * Makes the operation that sets the alternate contacts of an account. Contacts that are right already are left alone.
 *
 * @param client with the management account's credentials
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
 */
export function contactSetter(client: AccountClient): SetContacts {
  return async (accountId, contacts) => {
    const set: string[] = [];
    const withoutPhone: string[] = [];
    for (const kind of ['billing', 'operations', 'security'] as const) {
      const { name, email, phone, title = `Contact for ${kind}` } = contacts[kind];
      if (phone === undefined) {
        withoutPhone.push(kind);
        continue;
      }
      const type = TYPES[kind];
      const wanted = { Name: name, EmailAddress: email, PhoneNumber: phone, Title: title };
      const current = await currentContact(client, accountId, type);
      if (
        current !== undefined &&
        Object.entries(wanted).every(([key, value]) => current[key as keyof typeof wanted] === value)
      )
        continue;
      await client.send(
        new PutAlternateContactCommand({ AccountId: accountId, AlternateContactType: type, ...wanted }),
      );
      set.push(kind);
    }
    return { set, withoutPhone };
  };
}

const TYPES: { readonly [Kind in keyof AccountContacts]: AlternateContactType } = {
  billing: 'BILLING',
  operations: 'OPERATIONS',
  security: 'SECURITY',
};

async function currentContact(
  client: AccountClient,
  AccountId: string,
  AlternateContactType: AlternateContactType,
): Promise<AlternateContact | undefined> {
  try {
    const { AlternateContact } = await client.send(new GetAlternateContactCommand({ AccountId, AlternateContactType }));
    return AlternateContact;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}
