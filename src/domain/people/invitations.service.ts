import { Injectable } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { SecretLinks } from '../../platform/mail/secret-links.js';
import type { Withdrawal } from './membership.inputs.js';
import { PeopleDesk } from './people-desk.js';

/** An invitation that lies longer is no longer expected. */
const daysOpen = 7;

const invited = `
  select m.person_id as "personId", p.name, (select c.value from contact_details c where c.person_id = p.id and c.kind = 'mail') as email, has_sign_in(p.id) as "hasSignIn"
  from memberships m join people p on p.id = m.person_id
  where m.council_id = $1 and m.id = $2 and (m.valid_to is null or m.valid_to >= $3::date)`;
const add = `
  insert into invitations (council_id, id, membership_id, person_id, token_hash, sent_by, sent_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`;
const withdrawOpen = `
  update invitations set withdrawn_at = $3, version = version + 1 where council_id = $1 and membership_id = $2 and used_at is null and withdrawn_at is null`;

interface Invited {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly hasSignIn: boolean;
}

/** Sends invitations and takes them back; how one is opened is the platform's (identity/invitations.ts). Inside a unit. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly mail: Mail,
    private readonly links: SecretLinks,
    private readonly desk: PeopleDesk,
  ) {}

  /** Sends one, again where one was sent: the newest alone opens. @throws InvalidInput where the person can sign in already */
  async send(membershipId: string): Promise<Outcome> {
    await this.desk.administrators();
    const who = await this.invited(membershipId);
    if (who.hasSignIn) throw new InvalidInput([{ field: 'form', message: 'This person can sign in already: they need no invitation' }]);
    return { id: await this.post(membershipId, who), version: 1 };
  }

  /** For a new membership: an invitation, or word of the new role to somebody who can sign in. */
  async sendOrTell(membershipId: string, personId: string): Promise<void> {
    const who = await this.invited(membershipId);
    if (!who.hasSignIn) return void (await this.post(membershipId, who));
    const { councilName } = this.unit.actor;
    return this.mail.queue({
      toMembershipId: membershipId, dedupeKey: `membership-added:${membershipId}:${personId}`, subject: `You have a role in ${councilName}`,
      lines: ['Sign in to use it; where you have several roles you choose one.', this.mail.link('/')],
    });
  }

  async withdraw({ id, version }: Withdrawal): Promise<Outcome> {
    await this.desk.administrators();
    const held = await this.desk.hold<{ version: number; membership_id: string; used_at: string | null; withdrawn_at: string | null }>('invitation', id, version);
    if (held.used_at !== null) throw new InvalidInput([{ field: 'form', message: 'This invitation has been used. End the membership instead.' }]);
    await this.withdrawOpen(held.membership_id);
    return { id, version: held.version + 1 };
  }

  async withdrawOpen(membershipId: string): Promise<void> {
    const { actor, at } = this.unit;
    const rows = await this.unit.query<{ id: string }>(`${withdrawOpen} returning id`, [actor.councilId, membershipId, at.toString()]);
    for (const { id } of rows) await this.trail.record({ subjectKind: 'invitation', subjectId: id, action: 'invitationWithdrawn', after: { membershipId } });
  }

  private async post(membershipId: string, { personId, name, email }: Invited): Promise<string> {
    const { actor, at } = this.unit;
    await this.withdrawOpen(membershipId);
    const id = newId();
    const expiresAt = at.add({ hours: daysOpen * 24 });
    await this.unit.query(add, [actor.councilId, id, membershipId, personId, this.links.hashOf(id), actor.membershipId, at.toString(), expiresAt.toString()]);
    await this.trail.record({ subjectKind: 'invitation', subjectId: id, action: 'invitationSent', after: { membershipId, expiresAt: expiresAt.toString() } });
    await this.mail.queue({
      toPerson: { name, address: email }, dedupeKey: `invitation:${id}`, subject: 'Your invitation',
      lines: [
        'You are invited to Manage provider concerns, where a council and its partners keep what they know about care providers.',
        `Open this link to see who invites you, and sign in with the account you use at work:\n${this.links.marker(id, email)}`,
        `It works once, for ${daysOpen} days. If you did not expect it, do nothing.`,
      ],
    });
    return id;
  }

  private async invited(membershipId: string): Promise<Invited> {
    const [found] = await this.unit.query<Invited>(invited, [this.unit.actor.councilId, membershipId, this.desk.today]);
    if (found === undefined) throw new NotFound('membership');
    return found;
  }
}
