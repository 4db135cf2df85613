import { Injectable } from '@nestjs/common';
import { panelCircle } from '../../platform/access/actor.js';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { addWorkingDays } from '../../platform/clock/working-days.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { InvalidInput, NotFound, TransitionRefused } from '../../platform/graphql/refusals.js';
import { Mail } from '../../platform/mail/mail.service.js';
import { type Cell, Vault } from '../../platform/vault/vault.js';
import { namesWhoTold } from './naming.js';
import type { GiveSourceReader, OpenSealedSource, ReviewSourceOpening } from './sealed-source.inputs.js';

/** A breaking of the glass ends after this, and is reviewed within that (qualities.md 3.3). */
const openHours = 4;
const reviewWorkingDays = 2;
const notGiven = 'Not given';

/** Where a source's identity is kept: bound to this cell, it opens in no other. */
export function identityCell(councilId: string, intelligenceId: string): Cell {
  return { column: 'sealed_sources.identity', councilId, recordId: intelligenceId };
}

// No RETURNING: whoever writes a source down may be unable to see it afterwards (design.md 6).
const seal = `insert into sealed_sources (council_id, intelligence_id, sealed, key_id, protect, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)`;
const lockRecord = 'select reference from intelligence where council_id = $1 and id = $2 and source_sealed for update';
const sealedOf = 'select sealed, key_id from sealed_sources where council_id = $1 and intelligence_id = $2';
const inForce = 'm.valid_from <= $2::date and (m.valid_to is null or m.valid_to >= $2::date)';
const leads = `select m.id from memberships m where m.council_id = $1 and m.role = 'safeguardingLead' and ${inForce} and m.person_id is distinct from $3 and m.person_id is not null order by m.id`;
const addOpening = `
  insert into source_openings (council_id, id, intelligence_id, membership_id, person_id, reason, opened_at, ends_at, review_due_on, reference) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
const lockOpening = `
  select intelligence_id, person_id, reviewed_at, reference from source_openings where council_id = $1 and id = $2 for update`;
const review = 'update source_openings set reviewed_by = $3, reviewer_person_id = $4, reviewed_at = $5, review_note = $6 where council_id = $1 and id = $2';
const readable = `select true from memberships m where m.council_id = $1 and ${inForce} and m.id = $3 and m.person_id is not null and m.role = any ($4) and m.role <> 'safeguardingLead'`;
const endExpired = 'update source_readers set ended_at = $4, ended_by = given_by where council_id = $1 and intelligence_id = $2 and membership_id = $3 and ended_at is null and ends_on < $5::date';
const addReader = `
  insert into source_readers (council_id, id, intelligence_id, membership_id, reason, ends_on, given_by, given_at)
  select $1, $2, $3, $4, $5, $6, $7, $8 where not exists (select from source_readers where council_id = $1 and intelligence_id = $3 and membership_id = $4 and ended_at is null) returning id`;
const endReader = 'update source_readers set ended_at = $3, ended_by = $4 where council_id = $1 and id = $2 and ended_at is null returning intelligence_id, membership_id';

/** Who told us: sealed when it is written down, opened by few, each opening told and reviewed (R25, Sec-4). Inside a unit of work. */
@Injectable()
export class SealedSources {
  constructor(
    private readonly unit: WriteUnit,
    private readonly vault: Vault,
    private readonly trail: Trail,
    private readonly mail: Mail,
  ) {}

  /** Seals who told us of a record: nothing of it is kept anywhere else. */
  async seal(intelligenceId: string, toldBy: string | undefined, protect: boolean): Promise<void> {
    const { actor, at } = this.unit;
    const { bytes, keyId } = this.vault.seal(toldBy ?? notGiven, identityCell(actor.councilId, intelligenceId));
    await this.unit.query(seal, [actor.councilId, intelligenceId, bytes, keyId, protect, actor.membershipId, at.toString()]);
  }

  /**
   * Breaks the glass of one record for four hours. The safeguarding leads are told in the same unit, so an opening nobody hears of cannot be.
   * @throws NotFound, TransitionRefused where nobody could be told, or who asks may open it anyway
   */
  async breakGlass({ id: intelligenceId, reason }: OpenSealedSource): Promise<Outcome> {
    const { actor, at } = this.unit;
    const reference = await this.lock(intelligenceId);
    const today = londonDate(at);
    const told = await this.unit.query<{ id: string }>(leads, [actor.councilId, today.toString(), actor.personId]);
    const already = await this.unit.query(sealedOf, [actor.councilId, intelligenceId]);
    refuseUnless('sealed', 'OPEN', [
      [told.length > 0, 'hasSafeguardingLead', 'No safeguarding lead is in force who could be told. Ask an administrator to name one; until then nobody may open it.'],
      [already.length === 0, 'isSealedForYou', 'You may open this source already: nothing needs breaking.'],
    ]);
    const id = newId();
    const [endsAt, reviewDueOn] = [at.add({ hours: openHours }).toString(), addWorkingDays(today, reviewWorkingDays).toString()];
    await this.unit.query(addOpening, [actor.councilId, id, intelligenceId, actor.membershipId, actor.personId, reason, at.toString(), endsAt, reviewDueOn, reference]);
    // Codes and dates: a reason may say more than it should, and the trail is read by more people.
    await this.trail.record({ subjectKind: 'intelligence', subjectId: intelligenceId, action: 'sourceOpened', after: { openingId: id, endsAt, reviewDueOn } });
    for (const lead of told) {
      await this.mail.queue({
        dedupeKey: `source-opened:${id}:${lead.id}`,
        toMembershipId: lead.id,
        subject: `A sealed source was opened: ${reference}`,
        lines: [`Somebody who is not named for it has opened the sealed source of ${reference}. Review it within ${reviewWorkingDays} working days.`, `Sign in to see who and why:\n${this.mail.link(`/sources/${id}`)}`],
      });
    }
    return { id, version: 1, reference };
  }

  /** @throws NotFound, TransitionRefused for one's own, or one that is reviewed */
  async review({ id, note }: ReviewSourceOpening): Promise<Outcome> {
    const { actor, at } = this.unit;
    const [found] = await this.unit.query<{ intelligence_id: string; person_id: string; reviewed_at: string | null; reference: string }>(lockOpening, [actor.councilId, id]);
    if (found === undefined) throw new NotFound('opening');
    refuseUnless(found.reviewed_at === null ? 'opened' : 'reviewed', 'REVIEW', [
      [found.reviewed_at === null, 'isNotReviewed', 'This opening has been reviewed already.'],
      [found.person_id !== actor.personId, 'isSomebodyElses', 'You opened this source yourself: somebody else reviews it.'],
    ]);
    await this.demandNameless(found.intelligence_id, 'note', note);
    await this.unit.query(review, [actor.councilId, id, actor.membershipId, actor.personId, at.toString(), note]);
    await this.trail.record({ subjectKind: 'intelligence', subjectId: found.intelligence_id, action: 'sourceOpeningReviewed', after: { openingId: id } });
    return { id, version: 2, reference: found.reference };
  }

  /** Names somebody who may open one source until a day. */
  async giveReader({ id: intelligenceId, membershipId, reason, endsOn }: GiveSourceReader): Promise<Outcome> {
    const { actor, at } = this.unit;
    const reference = await this.lock(intelligenceId);
    const today = londonDate(at).toString();
    const [person] = await this.unit.query(readable, [actor.councilId, today, membershipId, panelCircle]);
    if (person === undefined) throw new InvalidInput([{ field: 'membershipId', message: 'Choose somebody of the list' }]);
    await this.demandNameless(intelligenceId, 'reason', reason);
    await this.unit.query(endExpired, [actor.councilId, intelligenceId, membershipId, at.toString(), today]);
    const id = newId();
    const added = await this.unit.query(addReader, [actor.councilId, id, intelligenceId, membershipId, reason, endsOn, actor.membershipId, at.toString()]);
    if (added.length === 0) throw new InvalidInput([{ field: 'membershipId', message: 'They may open it already: end that first to change the day' }]);
    await this.trail.record({ subjectKind: 'intelligence', subjectId: intelligenceId, action: 'sourceReaderNamed', after: { readerId: id, membershipId, endsOn } });
    await this.mail.queue({
      dedupeKey: `source-reader:${id}`,
      toMembershipId: membershipId,
      subject: `You may open a sealed source: ${reference}`,
      lines: [`The safeguarding lead has named you as a reader of the sealed source of ${reference}.`, `Sign in to read it; that you do is recorded:\n${this.mail.link(`/intelligence/${intelligenceId}`)}`],
    });
    return { id, version: 1, reference };
  }

  async endReader(id: string): Promise<Outcome> {
    const { actor, at } = this.unit;
    const [ended] = await this.unit.query<{ intelligence_id: string; membership_id: string }>(endReader, [actor.councilId, id, at.toString(), actor.membershipId]);
    if (ended === undefined) throw new NotFound('reader');
    await this.trail.record({ subjectKind: 'intelligence', subjectId: ended.intelligence_id, action: 'sourceReaderEnded', after: { readerId: id, membershipId: ended.membership_id } });
    return { id, version: 2 };
  }

  /** The reference of a record with a sealed source, its row locked: of two at once the second sees what the first did. */
  private async lock(intelligenceId: string): Promise<string> {
    const [record] = await this.unit.query<{ reference: string }>(lockRecord, [this.unit.actor.councilId, intelligenceId]);
    if (record === undefined) throw new NotFound('sealed source');
    return record.reference;
  }

  /** What is written about a source is read by people who may not open it. Only who may open it can name it, and only then can this tell. */
  private async demandNameless(intelligenceId: string, field: string, text: string): Promise<void> {
    const { councilId } = this.unit.actor;
    const [row] = await this.unit.query<{ sealed: Buffer; key_id: string }>(sealedOf, [councilId, intelligenceId]);
    if (row === undefined) return;
    const identity = this.vault.open({ keyId: row.key_id, bytes: row.sealed }, identityCell(councilId, intelligenceId));
    if (namesWhoTold(identity, text)) throw new InvalidInput([{ field, message: 'Reword this without the name or number of who told us: people who may not open the source read it' }]);
  }
}

function refuseUnless(from: string, event: string, requirements: readonly (readonly [met: boolean, requirement: string, sentence: string])[]): void {
  const unmet = requirements.filter(([met]) => !met).map(([, requirement, sentence]) => ({ requirement, sentence }));
  if (unmet.length > 0) throw new TransitionRefused({ from, event, unmet });
}
