import { initAll } from '/assets/govuk-frontend.min.js';
import { initAll as initMoj } from '/assets/moj-frontend.min.js';
import '/assets/draft.js';
import '/assets/live.js';

initAll();
initMoj();

// Rows of an agenda are dragged to their place; without this script, or by keyboard, the buttons and the field beside each row do the same.
// Heard on the page: the rows are put in place anew when a colleague moves one.
const rowOf = (event) => event.target.closest?.('[data-app-drag]') ?? null;
let dragged = null;
const unmark = () => document.querySelectorAll('.app-drop').forEach((one) => one.classList.remove('app-drop'));
document.addEventListener('pointerover', (event) => rowOf(event)?.setAttribute('draggable', 'true'));
document.addEventListener('dragstart', (event) => {
  dragged = rowOf(event);
  if (dragged === null) return;
  dragged.classList.add('app-dragged');
  event.dataTransfer.effectAllowed = 'move';
  // Firefox drags nothing that carries no data.
  event.dataTransfer.setData('text/plain', dragged.id);
});
document.addEventListener('dragend', () => {
  dragged?.classList.remove('app-dragged');
  unmark();
  dragged = null;
});
document.addEventListener('dragover', (event) => {
  const row = rowOf(event);
  if (dragged === null || row === null || dragged === row) return;
  event.preventDefault();
  unmark();
  row.classList.add('app-drop');
});
document.addEventListener('drop', (event) => {
  const row = rowOf(event);
  const form = dragged?.querySelector('form[action$="/move"]');
  if (row === null || !form || dragged === row) return;
  event.preventDefault();
  form.querySelector('input[name="position"]').value = row.id.slice('item-'.length);
  form.requestSubmit(form.querySelector('button[value="to"]'));
});
