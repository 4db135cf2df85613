import { Injectable } from '@nestjs/common';
import { nobodyIn } from '../access/system-actors.js';
import { Trail } from '../audit/trail.js';
import { Clock } from '../clock/clock.js';
import { newId } from '../database/ids.js';
import { ReadUnit, statement } from '../database/read-unit.js';
import { WriteUnit } from '../database/write-unit.js';
import { hashOfToken } from '../mail/secret-links.js';

export type InvitationState = 'open' | 'used' | 'withdrawn' | 'expired';

/** An invitation as whoever holds its link may see it. */
export interface Invitation {
  readonly councilId: string;
  readonly councilName: string;
  readonly invitationId: string;
  readonly personId: string;
  readonly membershipId: string;
  /** Null where nobody but the system sent it. */
  readonly invitedBy: string | null;
  readonly state: InvitationState;
}
/** `linked`: this sign-in is the invited person's now, or already was. Anything else is why not. */
export type Acceptance = 'linked' | Exclude<InvitationState, 'open'> | 'unknown' | 'somebodyElses' | 'otherSignIn';

const byHash = statement(`
  select json_build_object('councilId', council_id, 'councilName', council_name, 'invitationId', invitation_id, 'personId', person_id,
    'membershipId', membership_id, 'invitedBy', invited_by, 'state', state) as result
  from invitation_by_hash($1, $2)`);
const hold = `
  select used_at is null and withdrawn_at is null and expires_at > $3::timestamptz as open
  from invitations where council_id = $1 and id = $2 for update`;
const use = 'update invitations set used_at = $3, version = version + 1 where council_id = $1 and id = $2';
const hasSignIn = 'select exists (select from identities where person_id = $1) as linked';
const link = 'insert into identities (id, person_id, issuer, subject) values ($1, $2, $3, $4)';

const tokenShape = /^[A-Za-z0-9_-]{43}$/;
export const isToken = (text: string): boolean => tokenShape.test(text);

/**
 * Invitations as they are opened: a link of one use ties what the identity provider calls somebody to the person who was invited.
 * Never by mail address, and never a second sign-in for somebody who has one: that would be a way into their other roles.
 */
@Injectable()
export class Invitations {
  constructor(
    private readonly reads: ReadUnit,
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly clock: Clock,
  ) {}

  /** @returns null where no invitation has this token */
  async byToken(token: string): Promise<Invitation | null> {
    if (!isToken(token)) return null;
    // The link is all there is of an actor so far.
    return this.reads.one<Invitation>(nobodyIn(newId()), byHash, [hashOfToken(token), this.clock.now().toString()], null);
  }

  /**
   * Somebody signed in with an invitation in hand.
   * @param personId whom this sign-in belongs to so far; null for nobody
   */
  async accept(token: string, { issuer, subject }: { issuer: string; subject: string }, personId: string | null): Promise<Acceptance> {
    const invitation = await this.byToken(token);
    if (invitation === null) return 'unknown';
    if (personId !== null && personId !== invitation.personId) return 'somebodyElses';
    if (invitation.state !== 'open') return personId === null ? invitation.state : 'linked';
    // As the invited person: sign-ins are their own rows. As the system: invitations are the administrators'.
    const actor = { ...nobodyIn(invitation.councilId), councilName: invitation.councilName, personId: invitation.personId, membershipId: invitation.membershipId };
    return this.unit.run(actor, () => this.use(invitation, issuer, subject, personId !== null));
  }

  private async use({ councilId, invitationId, personId, membershipId }: Invitation, issuer: string, subject: string, known: boolean): Promise<Acceptance> {
    const at = this.unit.at.toString();
    // Two browsers at once: the second waits here and finds it used.
    const [held] = await this.unit.query<{ open: boolean }>(hold, [councilId, invitationId, at]);
    if (held?.open !== true) return known ? 'linked' : 'used';
    if (!known) {
      const [found] = await this.unit.query<{ linked: boolean }>(hasSignIn, [personId]);
      if (found?.linked === true) return 'otherSignIn';
      await this.unit.query(link, [newId(), personId, issuer, subject]);
    }
    await this.unit.query(use, [councilId, invitationId, at]);
    await this.trail.record({ subjectKind: 'membership', subjectId: membershipId, action: 'invitationAccepted', after: { invitationId } });
    return 'linked';
  }
}
