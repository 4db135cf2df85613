import { initAll } from '/assets/govuk-frontend.min.js';
import { initAll as initMoj } from '/assets/moj-frontend.min.js';
import '/assets/draft.js';
import '/assets/live.js';

initAll();
initMoj();

// Rows of an agenda are dragged to their place; without this script, or by keyboard, the buttons and the field beside each row do the same.
const rows = [...document.querySelectorAll('[data-app-drag]')];
let dragged = null;
for (const row of rows) {
  row.draggable = true;
  row.addEventListener('dragstart', (event) => {
    dragged = row;
    row.classList.add('app-dragged');
    event.dataTransfer.effectAllowed = 'move';
    // Firefox drags nothing that carries no data.
    event.dataTransfer.setData('text/plain', row.id);
  });
  row.addEventListener('dragend', () => {
    row.classList.remove('app-dragged');
    for (const one of rows) one.classList.remove('app-drop');
    dragged = null;
  });
  row.addEventListener('dragover', (event) => {
    if (dragged === null || dragged === row) return;
    event.preventDefault();
    for (const one of rows) one.classList.toggle('app-drop', one === row);
  });
  row.addEventListener('drop', (event) => {
    event.preventDefault();
    const form = dragged?.querySelector('form[action$="/move"]');
    const place = row.id.slice('item-'.length);
    if (!form || dragged === row) return;
    form.querySelector('input[name="position"]').value = place;
    form.requestSubmit(form.querySelector('button[value="to"]'));
  });
}
