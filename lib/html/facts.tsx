interface FactsProps {
  readonly facts: readonly (readonly [name: string, value: string | number])[];
}

/** Figures at the top of a page, each with what it counts. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class={typeof value === 'number' ? undefined : 'text'}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
