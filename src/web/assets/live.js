// A page that shows what colleagues change as they change it: told that something changed, it fetches itself again as whoever
// reads it, and puts in place what differs. It takes nothing out of a field that somebody writes in. Without it, a reload does the same.
const root = document.querySelector('[data-live-of]');
const announcer = document.querySelector('[data-live-says-here]');
const status = document.querySelector('[data-live-status]');
const fresh = /^(_csrf|idempotencyKey)$/;

/** The parts of a page that are compared and put in place, by name. */
const regionsOf = (page) => new Map([...page.querySelectorAll('[data-live]')].map((region) => [region.dataset.live, region]));

/** What a part says, without what is new in every answer. */
function saidIn(region) {
  const copy = region.cloneNode(true);
  for (const input of copy.querySelectorAll('input[type=hidden]')) if (fresh.test(input.name)) input.remove();
  for (const clock of copy.querySelectorAll('[data-minutes]')) clock.textContent = '';
  for (const details of copy.querySelectorAll('details')) details.removeAttribute('open');
  // What scripts wrote on the page when it came.
  for (const one of copy.querySelectorAll('[draggable], [data-govuk-button-init]')) ['draggable', 'data-govuk-button-init'].forEach((name) => one.removeAttribute(name));
  return copy.innerHTML.replaceAll(/\s+/g, ' ');
}

/** Puts a part in place; who stands on a link or button by keyboard stays on it. */
function putRegion(region, other) {
  const stops = () => [...region.querySelectorAll('a, button, summary, [tabindex="0"]')];
  const nameOf = (one) => one.getAttribute('aria-label') ?? `${one.getAttribute('href') ?? one.value ?? ''} ${one.textContent}`;
  const scrolling = () => [...region.querySelectorAll('ol, [tabindex="0"]')];
  const stood = stops().find((one) => one === document.activeElement);
  const open = [...region.querySelectorAll('details')].map((one) => one.open);
  const scrolled = scrolling().map((one) => [one.scrollLeft, one.scrollTop]);
  region.replaceChildren(...other.cloneNode(true).childNodes);
  region.querySelectorAll('details').forEach((one, at) => { one.open = open[at] ?? one.open; });
  scrolling().forEach((one, at) => { [one.scrollLeft, one.scrollTop] = scrolled[at] ?? [0, 0]; });
  if (stood !== undefined) stops().find((one) => nameOf(one) === nameOf(stood))?.focus();
}

const isWrittenIn = (region) => region.contains(document.activeElement) && document.activeElement.matches('input, textarea, select');
const valueOf = (form, name) => {
  const field = form.elements.namedItem(name);
  return field === null ? null : field.value;
};
function put(form, name, value) {
  const field = form.elements.namedItem(name);
  if (field instanceof RadioNodeList) for (const radio of field) radio.checked = radio.value === value;
  else if (field !== null) field.value = value;
}

/** Fields that nobody touched here take what a colleague saved; beside one that was, the colleague's words are shown. */
function mergeFields(next) {
  const form = document.querySelector('form[data-merge]');
  const theirs = next.querySelector('form[data-merge]');
  if (form === null || theirs === null) return;
  for (const was of form.querySelectorAll('input[name^="was_"]')) {
    const name = was.name.slice(4);
    const saved = valueOf(theirs, was.name);
    if (saved === null || saved === was.value) continue;
    const note = document.querySelector(`[data-theirs="${name}"]`);
    const whose = next.querySelector(`[data-theirs="${name}"] strong`);
    if (valueOf(form, name) === was.value && document.activeElement?.name !== name) {
      put(form, name, saved);
      was.value = saved;
      if (note !== null) note.hidden = true;
    } else if (note !== null) {
      note.hidden = false;
      if (whose !== null) note.querySelector('strong').textContent = whose.textContent;
      note.querySelector('[data-theirs-text]').textContent = saved || 'Nothing: the field is empty there.';
    }
  }
  sayWhere();
}

/** Beside the button, which is always in sight: where both texts stand. */
function sayWhere() {
  const where = document.querySelector('[data-theirs-where]');
  const note = document.querySelector('[data-theirs]:not([hidden])');
  if (where === null) return;
  where.hidden = note === null;
  if (note === null) return;
  const link = where.querySelector('a');
  link.textContent = note.querySelector('strong').textContent;
  link.href = `#${note.id}`;
}

const isDirty = () => [...document.querySelectorAll('form[data-merge]')].some((form) =>
  [...form.querySelectorAll('input[name^="was_"]')].some((was) => valueOf(form, was.name.slice(4)) !== was.value));

/** The page anew, never what was posted; first what was typed is kept, so that the new one has it. */
async function comeAgain() {
  const kept = [];
  document.dispatchEvent(new CustomEvent('keep-drafts', { detail: kept }));
  await Promise.allSettled(kept);
  location.replace(root.dataset.liveAt ?? location.href.split('#')[0]);
}

function putInPlace(next) {
  const nextRoot = next.querySelector('[data-live-of]');
  if (nextRoot === null) return comeAgain();
  // A page about something else now, such as the room's screen once the meeting has moved on.
  if (nextRoot.dataset.liveKey !== root.dataset.liveKey) return isDirty() ? undefined : comeAgain();
  const said = [];
  const [here, regions] = [regionsOf(document), regionsOf(next)];
  // A page of other parts: an item that closed to its reader, a meeting that was suspended. Nothing of what stood there stays; what was typed is kept.
  if ([...here.keys()].join() !== [...regions.keys()].join()) return comeAgain();
  for (const [name, region] of here) {
    const other = regions.get(name);
    if (saidIn(other) === saidIn(region)) continue;
    if (isWrittenIn(region)) {
      region.addEventListener('focusout', () => void look(), { once: true });
      continue;
    }
    putRegion(region, other);
    if (other.dataset.liveSays) said.push(other.dataset.liveSays);
  }
  mergeFields(next);
  if (said.length > 0 && announcer !== null) announcer.textContent = said.join(' ');
}

const retryMs = 5_000;
let looking = false;
let lookAgain = false;
let retry;
async function look() {
  clearTimeout(retry);
  if (looking) {
    lookAgain = true;
    return;
  }
  looking = true;
  try {
    const answer = await fetch(root.dataset.liveAt ?? location.href, { headers: { accept: 'text/html' } });
    if (answer.redirected && new URL(answer.url).pathname.startsWith('/sign-in')) say('signedOut');
    else if (answer.ok) await putInPlace(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    // Out of sight for its reader by now: nothing of it stays.
    else if (answer.status === 403 || answer.status === 404) await comeAgain();
    else retry = setTimeout(() => void look(), retryMs);
  } catch {
    // No network, though the stream may have outlived it.
    retry = setTimeout(() => void look(), retryMs);
  } finally {
    looking = false;
    if (lookAgain) {
      lookAgain = false;
      void look();
    }
  }
}

const words = {
  open: 'What colleagues change appears here by itself.',
  lost: 'No connection: what colleagues change appears once it is back.',
  signedOut: 'You are signed out: sign in again in another tab, then reload this page. What you typed is kept.',
  elsewhere: 'This page is open in too many tabs: reload it to see what colleagues change.',
};
function say(what) {
  if (status !== null) status.textContent = words[what];
}

function connect(again) {
  const stream = new EventSource(`/live/${root.dataset.liveOf}`);
  let opened = again;
  stream.addEventListener('open', () => {
    say('open');
    // What was told while nobody listened is lost: the page looks for itself.
    if (opened) void look();
    opened = true;
  });
  stream.addEventListener('changed', () => void look());
  stream.addEventListener('ended', (event) => {
    stream.close();
    if (event.data) say(JSON.parse(event.data).why);
  });
  stream.addEventListener('error', () => {
    say('lost');
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => connect(true), retryMs);
  });
}

/** Minutes go on by themselves between two looks at the server. */
function tick() {
  for (const clock of document.querySelectorAll('[data-minutes]')) {
    clock.dataset.seenAt ??= String(Date.now());
    const minutes = Number(clock.dataset.minutes) + Math.floor((Date.now() - Number(clock.dataset.seenAt)) / 60_000);
    clock.textContent = `${minutes} of ${clock.dataset.estimate} minutes`;
  }
}

// A long agenda scrolls by itself: where the item on the page is out of sight, it stands in the middle of what is seen of it.
const current = document.querySelector('.app-meeting__agenda [aria-current]');
if (current !== null) {
  const list = current.closest('ol');
  const [item, seen] = [current.getBoundingClientRect(), list.getBoundingClientRect()];
  if (item.bottom > seen.bottom) list.scrollTop = item.top - seen.top - list.clientHeight / 2;
}

if (root !== null && 'EventSource' in window) {
  connect(false);
  setInterval(tick, 10_000);
}
