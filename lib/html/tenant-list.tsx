import type { ComponentChildren } from 'preact';

interface TenantListProps {
  /** What the search looks in, for those who see its field. */
  readonly searched: string;
  /** Each a field by which rows are chosen: those whose `data-<id>` is the value. */
  readonly choices: readonly { readonly id: string; readonly title: string; readonly values: readonly string[] }[];
  readonly caption: ComponentChildren;
  readonly titles: readonly string[];
  /** The rows of the table. */
  readonly children: ComponentChildren;
}

/** The table of all tenants; the script of the page searches, filters and pages it. A page has one at most. */
export function TenantList({ searched, choices, caption, titles, children }: TenantListProps) {
  return (
    <>
      <form class="filter" role="search" id="filter" hidden>
        <label>
          Search
          <input type="search" id="search" placeholder={searched} />
        </label>
        {choices.map(({ id, title, values }) => (
          <label key={id}>
            {title}
            <select id={id} data-filter>
              <option value="">all</option>
              {[...new Set(values)].map((value) => (
                <option key={value}>{value}</option>
              ))}
            </select>
          </label>
        ))}
      </form>
      <div class="scroll" tabIndex={0} role="region" aria-label="List of tenants">
        <table id="tenants">
          <caption id="shown">{caption}</caption>
          <thead>
            <tr>
              {titles.map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
      <p class="pager" id="pager" hidden>
        <button type="button" id="back">
          Back
        </button>
        <span id="page" aria-live="polite"></span>
        <button type="button" id="next">
          Next
        </button>
      </p>
    </>
  );
}
