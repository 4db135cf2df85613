import { initAll } from '/assets/govuk-frontend.min.js';
import { initAll as initMoj } from '/assets/moj-frontend.min.js';
import '/assets/draft.js';
import '/assets/live.js';

initAll();
initMoj();
