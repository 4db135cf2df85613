const characters: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as text, in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => characters[character] ?? character);
}

export interface PlainPage {
  /** Title and heading, as text. */
  readonly heading: string;
  /** HTML below the heading; whatever a person typed in it must have gone through `escapeHtml`. */
  readonly body: string;
  /** Address of the GOV.UK Frontend style sheet. */
  readonly stylesheet: string;
  /** Address of a script that runs when the page is there; the page must work without it. */
  readonly script?: string;
}

/**
 * A whole page in a few lines, for what must be said where no page of `web/` can speak: before sign-in, when sign-in
 * fails, and by the demo identity provider. No logo, no font but the system's.
 */
export function plainPage({ heading, body, stylesheet, script }: PlainPage): string {
  const title = escapeHtml(heading);
  return `<!DOCTYPE html>
<html lang="en-GB">
<head>
  <meta charset="utf-8">
  <title>${title} - Manage provider concerns</title>
  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="${escapeHtml(stylesheet)}">${script === undefined ? '' : `
  <script src="${escapeHtml(script)}" defer></script>`}
</head>
<body class="govuk-template__body">
  <a href="#main" class="govuk-skip-link">Skip to main content</a>
  <div class="govuk-width-container">
    <main class="govuk-main-wrapper" id="main">
      <div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-l">${title}</h1>
        ${body}
      </div></div>
    </main>
  </div>
</body>
</html>`;
}

export function paragraph(text: string): string {
  return `<p class="govuk-body">${escapeHtml(text)}</p>`;
}
