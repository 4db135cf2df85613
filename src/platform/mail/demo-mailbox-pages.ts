import { dateTimeInWords } from '../clock/words.js';
import { escapeHtml, paragraph, plainPage } from '../identity/plain-page.js';
import type { ReceivedMail } from './demo-mailbox-store.js';

const pageSize = 50;
const page = (heading: string, body: string): string => plainPage({ heading, body, stylesheet: '/govuk.css' });

/** Everything received, newest first, `number` of the pages that fit the search. */
export function mailListPage(mails: readonly ReceivedMail[], search: string, number: number): string {
  const wanted = search.toLowerCase();
  const found = mails.filter(({ from, to, subject, text }) => [from, to, subject, text].some((part) => part.toLowerCase().includes(wanted)));
  const shown = found.slice((number - 1) * pageSize, number * pageSize);
  const rows = shown.map(({ id, subject, to, date, attachments }) => `<tr class="govuk-table__row">
      <td class="govuk-table__cell"><a class="govuk-link" href="/messages/${id}">${escapeHtml(subject || '(no subject)')}</a>${attachments.length > 0 ? ' (with attachment)' : ''}</td>
      <td class="govuk-table__cell">${escapeHtml(to)}</td>
      <td class="govuk-table__cell">${escapeHtml(when(date))}</td>
    </tr>`);
  return page('Demo mailbox', `
    <p class="govuk-body">Everything the demonstration sends arrives here; nothing leaves this machine.</p>
    <form method="get" action="/" role="search">
      <div class="govuk-form-group"><label class="govuk-label" for="search">Search senders, recipients, subjects and texts</label>
        <input class="govuk-input" id="search" name="search" value="${escapeHtml(search)}"></div>
      <button class="govuk-button" type="submit">Search mail</button>
    </form>
    <table class="govuk-table">
      <caption class="govuk-table__caption govuk-table__caption--m">${found.length} ${found.length === 1 ? 'message' : 'messages'}</caption>
      <thead class="govuk-table__head"><tr class="govuk-table__row">
        <th scope="col" class="govuk-table__header">Subject</th><th scope="col" class="govuk-table__header">To</th><th scope="col" class="govuk-table__header">Sent</th>
      </tr></thead>
      <tbody class="govuk-table__body">${rows.join('') || `<tr class="govuk-table__row"><td class="govuk-table__cell" colspan="3">No mail${search === '' ? ' yet. It arrives when somebody is told of something.' : ' has these words.'}</td></tr>`}</tbody>
    </table>
    ${neighbours(search, number, found.length)}`);
}

function neighbours(search: string, number: number, total: number): string {
  const link = (target: number, words: string): string =>
    `<a class="govuk-link" href="/?search=${encodeURIComponent(search)}&amp;page=${target}">${words}</a>`;
  const links = [...(number > 1 ? [link(number - 1, 'Newer mail')] : []), ...(number * pageSize < total ? [link(number + 1, 'Older mail')] : [])];
  return links.length === 0 ? '' : `<nav aria-label="Pages" class="govuk-body">${links.join(' · ')}</nav>`;
}

export function mailPage(mail: ReceivedMail): string {
  const row = (key: string, value: string): string =>
    `<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${key}</dt><dd class="govuk-summary-list__value">${escapeHtml(value)}</dd></div>`;
  const files = mail.attachments.map(({ fileName, mimeType, bytes }, index) =>
    `<li><a class="govuk-link" href="/messages/${mail.id}/attachments/${index}">${escapeHtml(fileName)}</a> (${escapeHtml(mimeType)}, ${bytes.length} bytes)</li>`);
  const calendar = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  return page(mail.subject || '(no subject)', `
    <dl class="govuk-summary-list">${row('From', mail.from)}${row('To', mail.to)}${row('Sent', when(mail.date))}${row('Message-ID', mail.messageId)}</dl>
    ${mail.text.trim().split(/\n{2,}/).map((part) => `<p class="govuk-body">${linked(part)}</p>`).join('')}
    ${files.length === 0 ? '' : `<h2 class="govuk-heading-m">Attachments</h2><ul class="govuk-list govuk-list--bullet">${files.join('')}</ul>`}
    ${calendar === undefined ? '' : `<h2 class="govuk-heading-m">Calendar entry</h2><pre class="govuk-body-s">${escapeHtml(calendar.bytes.toString('utf8'))}</pre>`}
    <p class="govuk-body"><a class="govuk-link" href="/">All mail</a></p>`);
}

export const noSuchMailPage = (): string => page('Page not found', `${paragraph('There is no such mail.')}<p class="govuk-body"><a class="govuk-link" href="/">All mail</a></p>`);

function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => (index % 2 === 1 ? `<a class="govuk-link" href="${escapeHtml(part)}">${escapeHtml(part)}</a>` : escapeHtml(part).replaceAll('\n', '<br>')))
    .join('');
}

function when(date: string): string {
  try {
    return dateTimeInWords(date);
  } catch {
    return date;
  }
}
