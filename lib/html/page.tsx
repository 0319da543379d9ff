import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { STYLE } from './style';

interface PageProps {
  readonly title: string;
  /** Version of Tenantry that makes the page. */
  readonly version: string;
  readonly children: ComponentChildren;
  /** What the page is made of, and when. */
  readonly footer: ComponentChildren;
  /** Script of the page; the page can be read without it. */
  readonly script?: string;
}

/** A page that needs nothing but itself: no network, no other file. */
export function renderPage({ title, version, children, footer, script }: PageProps): string {
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content={`Tenantry ${version}`} />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main>{children}</main>
        <footer>
          <p>{footer}</p>
        </footer>
        {script !== undefined && <script dangerouslySetInnerHTML={{ __html: script }} />}
      </body>
    </html>
  );
  return `<!doctype html>\n${render(page)}\n`;
}
