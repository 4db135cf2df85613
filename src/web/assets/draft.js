// What is typed into a long form is kept as it is typed: on the server as its writer's own, and in this tab while there is no
// network. Nothing here decides anything: the form is sent and refused as ever.
const pauseMs = 1_000;
const retryMs = 5_000;
const timeOf = (date) => date.toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit' });

for (const form of document.querySelectorAll('form[data-draft]')) {
  const status = form.querySelector('[data-draft-status]');
  const token = form.elements.namedItem('_csrf');
  // Behind the dot stands whose form it is: another person at this computer is given nothing of it.
  const store = `draft ${form.dataset.draft} ${token.value.split('.')[1] ?? ''}`;
  let timer;
  let sending = null;
  let sent = fieldsOf();
  let offline = false;

  function fieldsOf() {
    const fields = {};
    // Of several boxes of one name, one line each.
    for (const [name, value] of new FormData(form)) if (typeof value === 'string' && name !== '_csrf' && name !== 'idempotencyKey') fields[name] = name in fields ? `${fields[name]}\n${value}` : value;
    return JSON.stringify(fields);
  }
  function say(text) {
    if (status !== null) status.textContent = text;
  }
  function later(ms) {
    clearTimeout(timer);
    timer = setTimeout(() => void keep(), ms);
  }

  async function keep() {
    const fields = fieldsOf();
    if (fields === sent) return sessionStorage.removeItem(store);
    sending = new AbortController();
    try {
      const answer = await fetch('/drafts', { method: 'POST', body: new URLSearchParams({ _csrf: token.value, form: form.dataset.draft, fields }), signal: sending.signal, redirect: 'manual' });
      offline = false;
      if (answer.status === 204) {
        sent = fields;
        sessionStorage.removeItem(`${store} sent`);
        if (fieldsOf() === fields) sessionStorage.removeItem(store);
        say(`What you typed is kept, ${timeOf(new Date())}. Colleagues see it once you save or send it.`);
      } else if (answer.status === 403 || answer.status === 401) await renew();
      else say('What you typed is kept in this tab alone: save soon.');
    } catch (error) {
      if (error.name === 'AbortError') return;
      offline = true;
      say(`No network since ${timeOf(new Date())}: go on writing. What you type is kept in this tab and sent when the network is back.`);
      later(retryMs);
    } finally {
      sending = null;
    }
  }

  /** The session ended, or another began in another tab: with that one's token the same person goes on. */
  async function renew() {
    const answer = await fetch(form.dataset.draftAt ?? location.href, { headers: { accept: 'text/html' } });
    const other = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector(`form[data-draft="${form.dataset.draft}"] [name=_csrf]`);
    if (other !== null && other.value.split('.')[1] === token.value.split('.')[1]) {
      token.value = other.value;
      later(0);
    } else {
      say('You are signed out: sign in again in another tab. What you typed is kept in this tab.');
      later(retryMs);
    }
  }

  // What was sent and never answered, a dropped connection or a gateway's error, is as good as not sent.
  const answered = document.querySelector('.govuk-notification-banner--success, .govuk-error-summary') !== null;
  if (answered) sessionStorage.removeItem(`${store} sent`);
  const left = sessionStorage.getItem(store) ?? sessionStorage.getItem(`${store} sent`);
  if (left !== null && left !== sent) {
    const fields = JSON.parse(left);
    for (const field of form.elements) {
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = (fields[field.name] ?? '').split('\n').includes(field.value);
      else if (field.name in fields) field.value = fields[field.name];
    }
    form.closest('details')?.setAttribute('open', '');
    say('What you typed and did not save is back in the fields.');
    later(0);
  }
  // In the tab at once: a page that is loaded again before the pause is over has it still.
  const typed = () => {
    sessionStorage.setItem(store, fieldsOf());
    later(pauseMs);
  };
  // Before the page is left for another state of itself: what was typed is asked for again there.
  document.addEventListener('keep-drafts', ({ detail }) => {
    clearTimeout(timer);
    detail.push(keep());
  });
  form.addEventListener('input', typed);
  form.addEventListener('change', typed);
  window.addEventListener('online', () => later(0));
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    sending?.abort();
    if (offline || !navigator.onLine) {
      event.preventDefault();
      say('No network: it cannot be saved yet. What you typed is kept in this tab; save when the network is back.');
      sessionStorage.setItem(store, fieldsOf());
      later(retryMs);
    } else {
      sessionStorage.setItem(`${store} sent`, fieldsOf());
      sessionStorage.removeItem(store);
    }
  });
}
// Said to have been done: no copy is needed any more.
if (document.querySelector('.govuk-notification-banner--success') !== null) for (const key of Object.keys(sessionStorage)) if (key.startsWith('draft ') && key.endsWith(' sent')) sessionStorage.removeItem(key);

