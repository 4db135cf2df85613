import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';

const marker = /\{\{link:([0-9a-f-]{36}):([A-Za-z0-9_-]{43})\}\}/g;

/**
 * Links that open something for whoever holds them, such as an invitation. The list of mail keeps a marker in the link's place,
 * and the database a hash: the link itself is made from a key of ours when the mail leaves, and stands nowhere but in that mail.
 */
@Injectable()
export class SecretLinks {
  private readonly key: Buffer;

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'sessionSecret' | 'publicUrl'>) {
    this.key = Buffer.from(hkdfSync('sha256', settings.sessionSecret, '', 'secret links in mail', 32));
  }

  /** What stands for the link in the text of a mail to this address, and to no other: copied elsewhere it stays a marker. */
  marker(id: string, toAddress: string): string {
    return `{{link:${id}:${this.sealOf(id, toAddress)}}}`;
  }

  /** The SHA-256 of the link's token: what is stored. */
  hashOf(id: string): Buffer {
    return hashOfToken(this.tokenOf(id));
  }

  /** The text as it leaves: each marker of our own is the link. */
  fill(text: string, toAddress: string): string {
    return text.replace(marker, (whole, id: string, seal: string) => {
      const own = timingSafeEqual(Buffer.from(seal), Buffer.from(this.sealOf(id, toAddress)));
      return own ? `${this.settings.publicUrl}/invitations/${this.tokenOf(id)}` : whole;
    });
  }

  private tokenOf(id: string): string {
    return createHmac('sha256', this.key).update(`token ${id}`).digest('base64url');
  }

  private sealOf(id: string, toAddress: string): string {
    return createHmac('sha256', this.key).update(`marker ${id} ${toAddress}`).digest('base64url');
  }
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
