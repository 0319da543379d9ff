/** Whether a pattern in which a star stands for any text, and nothing else for more than itself, is met by a text. */
export function meetsStars(pattern: string, text: string): boolean {
  const expression = pattern.replaceAll(/[\\^$.|+?()[\]{}]/g, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${expression}$`).test(text);
}
