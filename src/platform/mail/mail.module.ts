import { Global, Module } from '@nestjs/common';
import { MailDelivery } from './mail-delivery.js';
import { MailTransport } from './mail-transport.js';
import { Mail } from './mail.service.js';
import { SecretLinks } from './secret-links.js';

/** Mail by the outbox: `Mail.queue` inside a unit of work, sent over SMTP by the queue of that name. */
@Global()
@Module({ providers: [Mail, MailDelivery, MailTransport, SecretLinks], exports: [Mail, SecretLinks] })
export class MailModule {}
