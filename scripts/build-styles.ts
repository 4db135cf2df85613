/** Compiles src/web/layout/app.scss into dist/web/assets and puts the components' scripts beside it. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, Logger } from 'sass';

const root = join(import.meta.dirname, '..');
const out = join(root, 'dist/web/assets');
mkdirSync(out, { recursive: true });
const { css } = compile(join(root, 'src/web/layout/app.scss'), {
  loadPaths: [join(root, 'node_modules'), root],
  style: 'compressed',
  quietDeps: true,
  logger: Logger.silent, // both kits warn about their own deprecations
});
writeFileSync(join(out, 'app.css'), css);
for (const [from, name] of [
  ['node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js', 'govuk-frontend.min.js'],
  ['node_modules/@ministryofjustice/frontend/moj/moj-frontend.min.js', 'moj-frontend.min.js'],
  ['src/web/assets/app.js', 'app.js'],
  ['src/web/assets/draft.js', 'draft.js'],
  ['src/web/assets/live.js', 'live.js'],
  ['src/web/assets/icon.svg', 'icon.svg'],
] as const) {
  copyFileSync(join(root, from), join(out, name));
}
