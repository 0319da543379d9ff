/** What a release may be called: it becomes the name of files and folders, and must lead to no other. */
export const RELEASE_NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;

/** The same, for people. */
export const RELEASE_NAME_EXPECTED =
  'expected 1 to 64 letters, digits, dots, hyphens and underscores, starting with a letter or digit';
