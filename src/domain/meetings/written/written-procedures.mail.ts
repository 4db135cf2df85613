import { Injectable, type OnModuleInit } from '@nestjs/common';
import { dateInWords } from '../../../platform/clock/words.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import { Jobs } from '../../../platform/jobs/jobs.service.js';
import { Mail } from '../../../platform/mail/mail.service.js';

const askedOf = `
  select a.membership_id as "membershipId", p.reference, p.closes_on::text as "closesOn", p.put_by as "putBy"
  from written_procedures p join written_answers a on a.council_id = p.council_id and a.written_procedure_id = p.id where p.council_id = $1 and p.id = $2 order by a.id`;

/** What members are told of a question put in writing: its reference, the last day and a link. No service, person or sanction stands in any of it. */
@Injectable()
export class WrittenProceduresMail implements OnModuleInit {
  constructor(
    private readonly unit: WriteUnit,
    private readonly jobs: Jobs,
    private readonly mail: Mail,
  ) {}

  onModuleInit(): void {
    this.jobs.subscribe('questionPutInWriting', 'written.ask', ({ ids }) => this.ask(ids['writtenProcedureId'] ?? ''), { as: 'mail' });
    this.jobs.subscribe('questionClosed', 'written.tellChair', ({ ids }) => this.tellChair(ids['writtenProcedureId'] ?? ''), { as: 'mail' });
  }

  private async ask(id: string): Promise<void> {
    for (const { membershipId, reference, closesOn } of await this.asked(id)) {
      await this.mail.queue({
        toMembershipId: membershipId, dedupeKey: `written:${id}:${membershipId}`, subject: `A question to the panel in writing: ${reference}`,
        lines: ['The chair puts a question to the panel in writing, between two meetings.', `Answer by ${dateInWords(closesOn)}. Sign in to read it and to answer: ${this.mail.link(`/written/${id}`)}`],
      });
    }
  }

  private async tellChair(id: string): Promise<void> {
    const [one] = await this.asked(id);
    if (one === undefined) return;
    await this.mail.queue({
      toMembershipId: one.putBy, dedupeKey: `written-closed:${id}`, subject: `The answers are in: ${one.reference}`,
      lines: ['A question you put to the panel in writing is closed.', `Sign in to read the answers and to record what is recommended: ${this.mail.link(`/written/${id}`)}`],
    });
  }

  private asked(id: string): Promise<{ membershipId: string; reference: string; closesOn: string; putBy: string }[]> {
    return this.unit.query(askedOf, [this.unit.actor.councilId, id]);
  }
}
