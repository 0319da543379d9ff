/** What a caller is asked for, one condition a line. */
export function Conditions({ conditions }: { readonly conditions: readonly string[] }) {
  if (conditions.length === 0) return <strong class="bad">always</strong>;
  return (
    <ul>
      {conditions.map((condition) => (
        <li key={condition}>
          <code>{condition}</code>
        </li>
      ))}
    </ul>
  );
}
