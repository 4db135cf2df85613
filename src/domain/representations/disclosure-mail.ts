import { Injectable, type OnModuleInit } from '@nestjs/common';
import { londonDate } from '../../platform/clock/london.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import { type DomainEvent, Jobs } from '../../platform/jobs/jobs.service.js';
import { Mail } from '../../platform/mail/mail.service.js';

const served = `
  select distinct on (m.person_id) m.id, p.reference from disclosure_packs p join memberships m on m.council_id = p.council_id and m.role = 'provider' and m.provider_id = p.provider_id
    and m.person_id is not null and m.valid_from <= $3::date and (m.valid_to is null or m.valid_to >= $3::date)
  where p.council_id = $1 and p.id = $2 and p.served_at is not null order by m.person_id, m.id`;

/** Everybody who signs in for a provider is told when something is disclosed to it: a reference and a link, never the papers (R04, Davis). */
@Injectable()
export class DisclosureMail implements OnModuleInit {
  constructor(
    private readonly unit: WriteUnit,
    private readonly jobs: Jobs,
    private readonly mail: Mail,
  ) {}

  onModuleInit(): void {
    this.jobs.subscribe('disclosureServed', 'representations.disclosureServed', (event) => this.tell(event));
  }

  private async tell({ ids, eventId }: DomainEvent): Promise<void> {
    const { actor, at } = this.unit;
    const id = ids['disclosurePackId'] ?? '';
    for (const one of await this.unit.query<{ id: string; reference: string }>(served, [actor.councilId, id, londonDate(at).toString()])) {
      await this.mail.queue({
        dedupeKey: `disclosure-served:${eventId}:${one.id}`,
        toMembershipId: one.id,
        subject: `Papers for you to read before you answer: reference ${one.reference}`,
        lines: [`The council gives you papers to read before you answer: reference ${one.reference}.`, `Sign in to read them, and by when you may answer:\n${this.mail.link(`/disclosures/${id}`)}`],
      });
    }
  }
}
