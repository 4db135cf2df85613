import { dateInWords, dateTimeInWords } from '../../platform/clock/words.js';
import { escapeHtml, plainPage } from '../../platform/identity/plain-page.js';
import type { ChronologyStep } from '../chronology/step.js';

export interface DeskView {
  readonly now: Temporal.Instant;
  /** The address of the service. */
  readonly serviceUrl: string;
  readonly steps: readonly ChronologyStep[];
  readonly played: number;
  readonly dayZero: Temporal.PlainDate;
  /** What is being done, in words; null while nothing is. */
  readonly busy: string | null;
  /** What was done last, or what went wrong. */
  readonly said: string | null;
}

const button = (label: string, fields: Readonly<Record<string, string>>): string => `<form method="post" action="/play">${Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`).join('')}<button class="govuk-button govuk-button--secondary" type="submit">${escapeHtml(label)}</button></form>`;

/** The days of the demonstration: what day it is there, how to let days pass, and the worked chronology moment by moment. */
export function deskPage({ now, serviceUrl, steps, played, dayZero, busy, said }: DeskView): string {
  const next = steps[played];
  const rows = steps.map(({ day, time, words }, index) => `<tr class="govuk-table__row">
      <td class="govuk-table__cell">Day ${day}</td><td class="govuk-table__cell">${escapeHtml(dateInWords(dayZero.add({ days: day }).toString()))}, ${time}</td>
      <td class="govuk-table__cell">${escapeHtml(words)}</td><td class="govuk-table__cell">${index < played ? 'Played' : index === played ? '<strong>Next</strong>' : ''}</td></tr>`);
  const acts = busy !== null ? `<p class="govuk-body" role="status">${escapeHtml(busy)} <a class="govuk-link" href="/">Look again</a></p>` : `
    ${next === undefined ? '<p class="govuk-body">The chronology has been played to its end.</p>' : `${button('Play the next moment', { until: 'next' })}${button('Play to the end', { until: 'end' })}`}
    <form method="post" action="/pass"><div class="govuk-form-group"><label class="govuk-label" for="until">Let days pass until</label>
      <div class="govuk-hint" id="until-hint">A date that is still to come, such as ${now.toZonedDateTimeISO('Europe/London').toPlainDate().add({ days: 7 }).toString()}. Deadlines come due, reminders go out and consequences follow.</div>
      <input class="govuk-input govuk-input--width-10" id="until" name="until" aria-describedby="until-hint" placeholder="year-month-day"></div>
      <button class="govuk-button govuk-button--secondary" type="submit">Let days pass</button></form>`;
  return plainPage({
    heading: 'The demonstration’s days', stylesheet: '/govuk.css',
    body: `
    ${said === null ? '' : `<div class="govuk-inset-text" role="status">${escapeHtml(said)}</div>`}
    <p class="govuk-body">It is <strong>${escapeHtml(dateTimeInWords(now.toString()))}</strong> in the demonstration. <a class="govuk-link" href="${escapeHtml(serviceUrl)}">Open the service</a>: when days have passed, sign in again.</p>
    ${acts}
    <table class="govuk-table"><caption class="govuk-table__caption govuk-table__caption--m">One case from beginning to end: Brindlemoor Court, ${played} of ${steps.length} moments played</caption>
      <thead class="govuk-table__head"><tr class="govuk-table__row"><th scope="col" class="govuk-table__header">Day</th><th scope="col" class="govuk-table__header">When</th><th scope="col" class="govuk-table__header">What happens</th><th scope="col" class="govuk-table__header">Played</th></tr></thead>
      <tbody class="govuk-table__body">${rows.join('')}</tbody></table>`,
  });
}
