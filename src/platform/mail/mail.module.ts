import { Global, Module } from '@nestjs/common';
import { MailDelivery } from './mail-delivery.js';
import { MailTransport } from './mail-transport.js';
import { Mail } from './mail.service.js';

/** Mail by the outbox: `Mail.queue` inside a unit of work, sent over SMTP by the queue of that name. */
@Global()
@Module({ providers: [Mail, MailDelivery, MailTransport], exports: [Mail] })
export class MailModule {}
