/** Searches, filters and pages the table of tenants. Without it all rows are there. */
export const TENANT_LIST_SCRIPT = `
(() => {
  const ROWS = 50;
  const get = (id) => document.getElementById(id);
  const rows = [...document.querySelectorAll('#tenants tbody tr')].map((row) => ({ row, text: row.textContent.toLowerCase() }));
  const filters = [...document.querySelectorAll('[data-filter]')];
  let page = 0;
  const show = () => {
    const words = get('search').value.toLowerCase().split(/\\s+/).filter(Boolean);
    const found = rows.filter(({ row, text }) => words.every((word) => text.includes(word)) && filters.every(({ id, value }) => value === '' || row.dataset[id] === value));
    const pages = Math.max(1, Math.ceil(found.length / ROWS));
    page = Math.min(page, pages - 1);
    const shown = new Set(found.slice(page * ROWS, (page + 1) * ROWS).map(({ row }) => row));
    for (const { row } of rows) row.hidden = !shown.has(row);
    get('shown').textContent = (found.length === rows.length ? '' : found.length + ' of ') + rows.length + (rows.length === 1 ? ' tenant' : ' tenants');
    get('page').textContent = 'Page ' + (page + 1) + ' of ' + pages;
    get('back').disabled = page === 0;
    get('next').disabled = page === pages - 1;
    get('pager').hidden = pages === 1;
  };
  const turn = (by) => () => { page += by; show(); };
  get('back').addEventListener('click', turn(-1));
  get('next').addEventListener('click', turn(1));
  for (const field of [get('search'), ...filters]) field.addEventListener('input', () => { page = 0; show(); });
  get('filter').addEventListener('submit', (event) => event.preventDefault());
  get('filter').hidden = false;
  show();
})();
`.trim();
