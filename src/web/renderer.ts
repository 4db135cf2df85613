import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import nunjucks from 'nunjucks';
import { SETTINGS, type Settings } from '../config/settings.js';
import { within } from '../platform/access/own-words.js';
import { londonDate } from '../platform/clock/london.js';
import { dateInWords, dateTimeInWords, timeInWords } from '../platform/clock/words.js';
import { formToken } from '../platform/identity/form-guard.js';
import { navigationFor, searches } from './navigation.js';
import { stateWords } from './state-words.js';

const here = import.meta.dirname;
const modules = join(here, '../../node_modules');
const noticeCookie = 'notice';

export interface Notice {
  readonly text: string;
  readonly done: boolean;
}

/** Nunjucks with the GOV.UK and MOJ components; everything is escaped unless a template says otherwise. */
@Injectable()
export class Renderer {
  private readonly environment: nunjucks.Environment;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    const roots = [here, join(modules, 'govuk-frontend/dist'), join(modules, '@ministryofjustice/frontend')];
    this.environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(roots, { noCache: false }), { autoescape: true, throwOnUndefined: false });
    this.environment.addGlobal('stateWords', stateWords);
    this.environment.addFilter('date', (value: string | null) => (value ? dateInWords(value) : ''));
    this.environment.addFilter('time', (value: string | null) => (value ? timeInWords(value) : ''));
    this.environment.addFilter('dateTime', (value: string | null) => (value ? dateTimeInWords(value) : ''));
    this.environment.addFilter('base64', (value: string) => Buffer.from(value).toString('base64'));
    this.environment.addFilter('londonDate', (value: string) => dateInWords(londonDate(Temporal.Instant.from(value))));
    this.environment.addFilter('number', (value: number) => value.toLocaleString('en-GB'));
    this.environment.addFilter('within', within);
    this.environment.addFilter('plural', (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`);
  }

  page(request: FastifyRequest, reply: FastifyReply, template: string, context: { title: string; [name: string]: unknown }): string {
    const actor = request.session?.actor ?? null;
    const html = this.environment.render(`${template}.njk`, {
      serviceName: 'Manage provider concerns',
      assetPath: '/assets',
      htmlLang: 'en-GB',
      demo: this.settings.demo,
      actor,
      navigation: actor === null ? [] : navigationFor(actor.role, request.url),
      searches: actor !== null && searches(actor.role),
      csrfToken: request.session ? formToken(request.session) : '',
      cspNonce: request.cspNonce,
      path: request.url,
      notice: this.takeNotice(request, reply),
      ...context,
    });
    void reply.type('text/html; charset=utf-8');
    return html;
  }

  /** What the next page says once: that something was done, or why it was not. */
  leaveNotice(reply: FastifyReply, notice: Notice): void {
    void reply.setCookie(noticeCookie, JSON.stringify(notice), { path: '/', httpOnly: true, sameSite: 'lax', secure: this.settings.publicUrl.startsWith('https:'), signed: true, maxAge: 60 });
  }

  private takeNotice(request: FastifyRequest, reply: FastifyReply): Notice | null {
    // Null when the answer is made before cookies are read.
    const sealed = (request.cookies as FastifyRequest['cookies'] | null)?.[noticeCookie];
    if (sealed === undefined) return null;
    void reply.clearCookie(noticeCookie, { path: '/' });
    const opened = request.unsignCookie(sealed);
    return opened.valid ? (JSON.parse(opened.value) as Notice) : null;
  }
}
