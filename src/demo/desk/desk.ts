import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import { londonDate, londonInstant } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { govukStylesheet } from '../../platform/identity/demo-identity-pages.js';
import { CastIncomplete, castOf } from '../founding.js';
import { chronology, chronologyPlayed, dayZeroAfter, playChronology } from '../chronology/chronology.js';
import { letPass, type Movable } from '../days.js';
import { deskPage } from './desk-page.js';

export interface Desk {
  readonly url: string;
  stop(): Promise<void>;
}
export interface DeskOptions {
  readonly app: INestApplicationContext;
  readonly clock: Movable;
  readonly councilId: string;
  readonly serviceUrl: string;
  /** 0 lets the system choose a free one. */
  readonly port: number;
}

const policy = `default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
const largestForm = 1_000;
const log = new Logger('DemoDesk');

/**
 * A page beside the demonstration, on this machine alone, that lets its days pass and plays the worked chronology. Never started in production.
 * One thing at a time: what is asked for meanwhile is told that something is being played.
 */
export async function startDesk({ app, clock, councilId, serviceUrl, port }: DeskOptions): Promise<Desk> {
  const stylesheet = govukStylesheet();
  let busy: string | null = null;
  let said: string | null = null;

  const work = (words: string, act: () => Promise<string>): void => {
    if (busy !== null) return;
    busy = words;
    act().then((done) => (said = done), (error: unknown) => {
      if (error instanceof CastIncomplete) return void (said = error.message);
      log.error(error instanceof Error ? error.name : 'unknown error');
      said = 'It could not go on: the log says why.';
    }).finally(() => (busy = null));
  };
  const play = (until: string | null): void => work('Playing the chronology…', async () => {
    const before = (await chronologyPlayed(app, councilId))?.steps ?? 0;
    if (before === chronology.length) return 'The chronology has been played to its end.';
    const { steps } = await playChronology(app, clock, await castOf(app, councilId), {
      ...(until !== 'end' && { moments: 1 }),
      hears: (step) => {
        busy = `Playing the chronology: day ${step.day} of ${chronology.at(-1)?.day ?? 0}.`;
      },
    });
    return `Played: ${chronology[steps - 1]?.words ?? ''}.`;
  });
  const pass = (typed: string | null): void => {
    const day = dayOf(typed);
    if (day === null || Temporal.PlainDate.compare(day, londonDate(clock.now())) <= 0) {
      said = 'Enter a date that is still to come, as year, month and day: 2027-01-31.';
      return;
    }
    work('Letting days pass…', async () => {
      const { days, fired, reminded, delivered } = await letPass(app, clock, londonInstant(day, '08:00'));
      return `${days} days passed, to ${dateInWords(day.toString())}: ${fired} deadlines came due, ${reminded} reminders went out, ${delivered} consequences were delivered.`;
    });
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '/', headers } = request;
    response.setHeader('content-security-policy', policy).setHeader('x-content-type-options', 'nosniff').setHeader('referrer-policy', 'no-referrer');
    if (method === 'GET' && url === '/govuk.css') return void response.writeHead(200, { 'content-type': 'text/css; charset=utf-8' }).end(stylesheet);
    if (method === 'GET' && url === '/') {
      const played = await chronologyPlayed(app, councilId);
      const page = deskPage({ now: clock.now(), serviceUrl, steps: chronology, played: played?.steps ?? 0, dayZero: played?.dayZero ?? dayZeroAfter(londonDate(clock.now())), busy, said });
      return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page);
    }
    if (method !== 'POST' || (url !== '/play' && url !== '/pass')) return void response.writeHead(404).end();
    // No other site moves the days, nor one that gives itself this machine's address: a browser says where a form was sent from.
    if (headers.origin !== addressOf(server)) return void response.writeHead(403).end();
    if (Number(headers['content-length'] ?? Infinity) > largestForm) return void response.writeHead(413).end();
    const until = new URLSearchParams(await text(request)).get('until');
    said = null;
    if (url === '/play') play(until);
    else pass(until);
    response.writeHead(303, { location: '/' }).end();
  };
  const server = createServer((request, response) => void answer(request, response).catch((error: unknown) => {
    log.error(error instanceof Error ? error.name : 'unknown error');
    response.writeHead(500).end();
  }));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, 'localhost', resolve));
  return {
    url: addressOf(server),
    stop: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

const addressOf = (server: Server): string => `http://localhost:${(server.address() as AddressInfo).port}`;

function dayOf(typed: string | null): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from((typed ?? '').trim());
  } catch {
    return null;
  }
}
