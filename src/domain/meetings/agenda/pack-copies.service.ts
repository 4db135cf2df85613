import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/access/actor.js';
import { may } from '../../../platform/access/policy.js';
import { Trail } from '../../../platform/audit/trail.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import { Documents } from '../../../platform/documents/documents.service.js';
import { packPaper } from './pack-paper.js';
import { Packs } from './pack.queries.js';
import { SecureDomains } from './secure-domains.service.js';

const recipient = `
  select c.name as "councilName", m.id as "membershipId", m.person_id as "personId", p.name as "personName", m.agency_id as "agencyId", m.provider_id as "providerId", m.role, m.seat, m.job_title as "jobTitle", m.grade,
         m.delegated_decisions as "delegatedDecisions"
  from memberships m join people p on p.id = m.person_id join councils c on c.id = m.council_id
  where m.council_id = $1 and m.id = $2 and m.valid_from <= $3::date and (m.valid_to is null or m.valid_to >= $3::date)`;

/** Copies of the papers that go by mail, to members whose address lies in a domain the council lists: each as its member may see it then. */
@Injectable()
export class PackCopies {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly documents: Documents,
    private readonly domains: SecureDomains,
    private readonly packs: Packs,
  ) {}

  /** @returns the copy to attach; undefined where mail to this address carries a link alone */
  async attachmentFor(meetingId: string, membershipId: string, address: string, today: string): Promise<string | undefined> {
    const { councilId, correlationId } = this.unit.actor;
    const domain = await this.domains.domainOf(address);
    if (domain === null) return undefined;
    const [member] = await this.unit.query<Omit<Actor, 'councilId' | 'onBehalfOf' | 'correlationId'>>(recipient, [councilId, membershipId, today]);
    if (member === undefined || !may(member, 'meetingPack')) return undefined;
    // Read as the member by the same statement as their page: nothing else decides what is in it.
    const pack = await this.packs.of({ ...member, councilId, onBehalfOf: null, correlationId }, meetingId, null);
    if (pack === null) return undefined;
    const { id } = await this.documents.storePaper({
      kind: 'meetingPack', title: `${pack.title}: papers, version ${pack.number}`, fileName: `${pack.reference}-pack-${pack.number}.pdf`, audience: 'named', recipients: [membershipId],
      agendaItems: pack.items.filter(({ closed }) => closed === null).map((item) => item.id),
    }, packPaper(pack, member.councilName, this.unit.at.toString()));
    await this.trail.record({ subjectKind: 'meeting', subjectId: meetingId, action: 'packSent', after: { membershipId, domain, documentId: id } });
    return id;
  }
}
