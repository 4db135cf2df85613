import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Logger } from '@nestjs/common';
import { SMTPServer } from 'smtp-server';
import { govukStylesheet } from '../identity/demo-identity-pages.js';
import { mailListPage, mailPage, noSuchMailPage } from './demo-mailbox-pages.js';
import { DemoMailboxStore } from './demo-mailbox-store.js';

export interface DemoMailboxOptions {
  /** 0 lets the system choose a free one. */
  readonly smtpPort: number;
  readonly httpPort: number;
  /** Interface to listen on; this machine alone unless told otherwise. */
  readonly host?: string;
  /** Mail is kept in its folder `mailbox`. */
  readonly dataDir: string;
}
export interface DemoMailbox {
  readonly smtpUrl: string;
  /** Where people read the mail. */
  readonly url: string;
  stop(): Promise<void>;
}

const largestMail = 25_000_000;
const policy = `default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
const log = new Logger('DemoMailbox');

/**
 * A mail server that keeps everything and passes nothing on, and a page to read it: real SMTP, so that mail takes the one
 * path it takes in production. Never started there.
 * @throws the error of `listen`, such as EADDRINUSE
 */
export async function startDemoMailbox({ smtpPort, httpPort, host = '127.0.0.1', dataDir }: DemoMailboxOptions): Promise<DemoMailbox> {
  const store = new DemoMailboxStore(join(dataDir, 'mailbox'));
  const smtp = smtpServer(store);
  await listen(smtp.server, smtpPort, host);
  const web = createServer(answers(store));
  await listen(web, httpPort, host).catch(async (error: unknown) => {
    await closeSmtp(smtp);
    throw error;
  });
  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtp.server)}`,
    url: `http://localhost:${portOf(web)}`,
    stop: async () => {
      await Promise.all([closeSmtp(smtp), closeWeb(web)]);
    },
  };
}

function smtpServer(store: DemoMailboxStore): SMTPServer {
  return new SMTPServer({
    // Neither passwords nor certificates on one machine.
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largestMail,
    // Who keeps a conversation open for the next mail does not hold up the end.
    closeTimeout: 200,
    onData: (stream, _session, done) => {
      buffer(stream).then((raw) => store.keep(raw)).then(() => done(), (error: unknown) => {
        log.error(error instanceof Error ? error.name : 'unknown error');
        done(new Error('The mail could not be kept.'));
      });
    },
  });
}

function answers(store: DemoMailboxStore): (request: IncomingMessage, response: ServerResponse) => void {
  const stylesheet = govukStylesheet();
  return (request, response) => {
    response.setHeader('content-security-policy', policy);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('referrer-policy', 'no-referrer');
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
    if (request.url === '/govuk.css') return void response.writeHead(200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' }).end(stylesheet);
    return void answer(store, new URL(request.url ?? '/', 'http://localhost'), response).catch((error: unknown) => {
      log.error(error instanceof Error ? error.name : 'unknown error');
      response.writeHead(500).end();
    });
  };
}

async function answer(store: DemoMailboxStore, { pathname, searchParams }: URL, response: ServerResponse): Promise<void> {
  const [, folder, id = '', part, index] = pathname.split('/');
  if (pathname === '/') {
    const number = Math.max(1, Math.trunc(Number(searchParams.get('page')) || 1));
    return html(response, 200, mailListPage(await store.all(), searchParams.get('search')?.trim() ?? '', number));
  }
  const mail = folder === 'messages' ? await store.one(id) : undefined;
  const attachment = part === 'attachments' ? mail?.attachments[Number(index)] : undefined;
  if (attachment !== undefined) {
    const name = encodeURIComponent(attachment.fileName);
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename*=UTF-8''${name}` }).end(attachment.bytes);
    return undefined;
  }
  return mail === undefined || part !== undefined ? html(response, 404, noSuchMailPage()) : html(response, 200, mailPage(mail));
}

function html(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page);
}

function listen(server: NetServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

const portOf = (server: NetServer): number => (server.address() as AddressInfo).port;

function closeSmtp(smtp: SMTPServer): Promise<void> {
  return new Promise((resolve) => void smtp.close(() => resolve()));
}

function closeWeb(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
