import { Injectable } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { Mail } from '../../platform/mail/mail.service.js';

/** From this rank on somebody decides sanctions (domain.md 2.6). */
const decidingGrade = 3;

const watchers = `
  select a.id from memberships a, memberships m
  where m.council_id = $1 and m.id = $2 and a.council_id = $1 and a.role = 'administrator' and a.id <> $3 and a.person_id is not null
    and a.valid_from <= $4::date and (a.valid_to is null or a.valid_to >= $4::date)
    and (m.grade >= $5 or cardinality(m.delegated_decisions) > 0 or m.role in ('administrator', 'authorisedOfficer', 'safeguardingLead', 'recordsOfficer', 'auditor'))`;

/** Mail about people: by reference and link alone. Inside a unit. */
@Injectable()
export class PeopleNotices {
  constructor(
    private readonly unit: WriteUnit,
    private readonly mail: Mail,
  ) {}

  /** Access that decides or sees much was given: the other administrators are told, so that none gives it unseen (ADR 0013). */
  async accessWidened(membershipId: string, version: number): Promise<void> {
    const { actor, at } = this.unit;
    const rows = await this.unit.query<{ id: string }>(watchers, [actor.councilId, membershipId, actor.membershipId, londonDate(at).toString(), decidingGrade]);
    for (const { id } of rows) {
      await this.mail.queue({
        toMembershipId: id, dedupeKey: `access-widened:${membershipId}:${version}:${id}`, subject: 'An administrator gave somebody wide access',
        lines: ['Look whether it is right.', this.mail.link(`/administration/memberships/${membershipId}`)],
      });
    }
  }

  /** What somebody else had open, to whoever has it now. */
  async workComes(membershipId: string, toMembershipId: string, pieces: readonly { readonly id: string; readonly reference: string }[]): Promise<void> {
    await this.mail.queue({
      toMembershipId, dedupeKey: `work-comes:${membershipId}:${toMembershipId}:${pieces[0]?.id ?? ''}`, subject: 'Work comes to you from somebody who leaves their role',
      lines: [pieces.map(({ reference }) => reference).join('\n'), this.mail.link('/')],
    });
  }
}
