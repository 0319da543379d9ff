import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import type { Provenance } from '../model/fleet-evidence';
import { STYLE } from './style';

interface PageProps {
  readonly title: string;
  readonly made: Provenance;
  readonly children: ComponentChildren;
  /** Script of the page; the page can be read without it. */
  readonly script?: string;
}

/** A page that needs nothing but itself: no network, no other file. */
export function renderPage({ title, made, children, script }: PageProps): string {
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content={`Tenantry ${made.version}`} />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main>{children}</main>
        <Footer made={made} />
        {script !== undefined && <script dangerouslySetInnerHTML={{ __html: script }} />}
      </body>
    </html>
  );
  return `<!doctype html>\n${render(page)}\n`;
}

function Footer({ made: { version, today, commit } }: { readonly made: Provenance }) {
  return (
    <footer>
      <p>
        Design evidence, made by Tenantry {version} from synthesized templates
        {commit !== undefined && (
          <>
            {' '}
            of commit <code>{commit}</code>
          </>
        )}
        ; exceptions judged by the day {today}. It says what the templates allow. That they are what is deployed, and
        that nobody changed an account by hand, is proved by deployment and drift records.
      </p>
    </footer>
  );
}
