import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Trail } from '../../platform/audit/trail.js';
import { londonDate } from '../../platform/clock/london.js';
import { dateInWords } from '../../platform/clock/words.js';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { type FieldProblem, InvalidInput, NotFound } from '../../platform/graphql/refusals.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { lineOf } from '../providers/service-line.js';
import { listsOf } from './lists-of-line.js';
import type { ListPerson, RecordFunderAnswer, RecordFunderRequest, RecordPersonReview } from './people-list.inputs.js';
import { liveStates } from './placing.queries.js';

const live = liveStates.map((state) => `'${state}'`).join(', ');
/** SQL: a restriction in force because people may not be safe. */
const forSafety = (service: string): string => `
  select x.id from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
  where x.council_id = $1 and x.service_id = ${service} and 'safety' = any (x.reason_codes) and w.state in (${live}) order by x.starts_on, x.id limit 1`;
const standing = forSafety('$2');
const openList = `
  insert into people_lists (council_id, id, service_id, restriction_id, opened_at) values ($1, $2, $3, $4, $5)
  on conflict (council_id, service_id) where closed_at is null do nothing`;
// R31: with the service's own those of the services it carries on, whose restrictions went on with it.
const closeLists = `update people_lists k set closed_at = $3 where k.council_id = $1 and k.service_id in ${lineOf('$2::uuid')} and k.closed_at is null and not exists (${forSafety('k.service_id')})`;
// Locked: of two who add the same person at once the second is told of the first.
const listOf = `select id, opened_at from people_lists where council_id = $1 and service_id = $2 and closed_at is null for update`;
const listed = `select from listed_people where council_id = $1 and list_id in ${listsOf('$2::uuid')} and lower(case_reference) = lower($3)`;
const addPerson = `
  insert into listed_people (council_id, id, list_id, service_id, case_reference, funder, funder_name, reviewer, priority, recorded_by, recorded_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
const personById = `
  select p.service_id as "serviceId", p.funder, p.offer, p.offered_on::text as "offeredOn", p.reviewed_on::text as "reviewedOn" from listed_people p where p.council_id = $1 and p.id = $2 for update`;
const review = 'update listed_people set offer = coalesce($3, offer), offered_on = coalesce($4, offered_on), reviewed_on = coalesce($5, reviewed_on) where council_id = $1 and id = $2';
const asked = `select from funder_requests where council_id = $1 and list_id in ${listsOf('$2::uuid')} and lower(funder_name) = lower($3) and sent_on = $4`;
const addRequest = `
  insert into funder_requests (council_id, id, list_id, service_id, funder, funder_name, sent_on, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;
const requestById = 'select service_id as "serviceId", sent_on::text as "sentOn", answered_on::text as "answeredOn" from funder_requests where council_id = $1 and id = $2 for update';
const answer = 'update funder_requests set answered_on = $3, answer = $4 where council_id = $1 and id = $2';

/** R08: one list of the people using a service, open as long as a restriction is in force because people may not be safe. The only writer of its tables. */
@Injectable()
export class PeopleLists implements OnModuleInit {
  constructor(
    private readonly unit: WriteUnit,
    private readonly jobs: Jobs,
    private readonly trail: Trail,
  ) {}

  onModuleInit(): void {
    for (const event of ['restrictionInForce', 'restrictionVaried', 'restrictionLifted', 'restrictionSuperseded']) {
      this.jobs.subscribe(event, `restrictions.peopleList.${event}`, ({ ids }) => this.look(ids['serviceId'] ?? ''));
    }
  }

  /** Somebody who lives there or is cared for there. @throws InvalidInput where no list is open, or they are on it. */
  async add({ serviceId, caseReference, funder, funderName, reviewer, priority }: ListPerson): Promise<Outcome> {
    const { councilId, membershipId } = this.unit.actor;
    const listId = await this.list(serviceId);
    const found = await this.unit.query(listed, [councilId, serviceId, caseReference]);
    if (found.length > 0) throw new InvalidInput([{ field: 'caseReference', message: 'Enter a case that is not on the list yet' }]);
    const id = newId();
    await this.unit.query(addPerson, [councilId, id, listId, serviceId, caseReference, funder, funderName, reviewer, priority, membershipId, this.unit.at.toString()]);
    await this.trail.record({ subjectKind: 'service', subjectId: serviceId, action: 'personListed', after: { funder } });
    return { id, version: 1 };
  }

  /** Their review is done, or a self-funder was offered one, or answered the offer. @throws InvalidInput @throws NotFound */
  async review({ id, offer, offeredOn, reviewedOn }: RecordPersonReview): Promise<Outcome> {
    const { councilId } = this.unit.actor;
    const [person] = await this.unit.query<{ serviceId: string; funder: string; offer: string | null; offeredOn: string | null; reviewedOn: string | null }>(personById, [councilId, id]);
    if (person === undefined) throw new NotFound('person');
    const today = londonDate(this.unit.at).toString();
    const problems: FieldProblem[] = [];
    if (offer !== undefined && person.funder !== 'selfFunding') problems.push({ field: 'offer', message: 'Leave the offer empty: only people who pay for themselves are asked whether they want a review' });
    if (offer === undefined && offeredOn !== undefined && person.funder !== 'selfFunding') problems.push({ field: 'offeredOn', message: 'Leave the date of the offer empty: their funder reviews them' });
    if (offer !== undefined && (offeredOn ?? person.offeredOn) === null) problems.push({ field: 'offeredOn', message: 'Enter the date it was offered' });
    if (reviewedOn !== undefined && person.funder === 'selfFunding' && (offer ?? person.offer) !== 'accepted') problems.push({ field: 'offer', message: 'Record that they accepted the offer: nobody who pays for themselves is reviewed unasked' });
    if (person.reviewedOn !== null) problems.push({ field: 'reviewedOn', message: `Record nothing: the review was done on ${dateInWords(person.reviewedOn)}` });
    if (reviewedOn !== undefined && reviewedOn > today) problems.push({ field: 'reviewedOn', message: 'Enter a date that has come' });
    if (offeredOn !== undefined && offeredOn > today) problems.push({ field: 'offeredOn', message: 'Enter a date that has come' });
    if (problems.length > 0) throw new InvalidInput(problems);
    await this.unit.query(review, [councilId, id, offer, offeredOn, reviewedOn]);
    await this.trail.record({ subjectKind: 'service', subjectId: person.serviceId, action: 'personReviewed', after: { outcome: offer ?? (reviewedOn === undefined ? 'offered' : 'reviewed') } });
    return { id, version: 1 };
  }

  /** Another council or an integrated care board was asked to review the people it pays for. @throws InvalidInput */
  async ask({ serviceId, funder, funderName, sentOn }: RecordFunderRequest): Promise<Outcome> {
    const { councilId, membershipId } = this.unit.actor;
    const listId = await this.list(serviceId);
    const found = await this.unit.query(asked, [councilId, serviceId, funderName, sentOn]);
    const problems: FieldProblem[] = [
      ...(sentOn > londonDate(this.unit.at).toString() ? [{ field: 'sentOn', message: 'Enter a date that has come: record it once it is sent' }] : []),
      ...(found.length > 0 ? [{ field: 'funderName', message: 'Record nothing: this request is recorded already' }] : []),
    ];
    if (problems.length > 0) throw new InvalidInput(problems);
    const id = newId();
    await this.unit.query(addRequest, [councilId, id, listId, serviceId, funder, funderName, sentOn, membershipId, this.unit.at.toString()]);
    await this.trail.record({ subjectKind: 'service', subjectId: serviceId, action: 'funderAsked', after: { funder, sentOn } });
    return { id, version: 1 };
  }

  /** @throws InvalidInput @throws NotFound */
  async answer({ id, answeredOn, answer: words }: RecordFunderAnswer): Promise<Outcome> {
    const { councilId } = this.unit.actor;
    const [request] = await this.unit.query<{ serviceId: string; sentOn: string; answeredOn: string | null }>(requestById, [councilId, id]);
    if (request === undefined) throw new NotFound('request');
    const wrong = request.answeredOn !== null ? `Record nothing: it was answered on ${dateInWords(request.answeredOn)}`
      : answeredOn < request.sentOn ? `Enter ${dateInWords(request.sentOn)} or a later date: it was sent then`
      : answeredOn > londonDate(this.unit.at).toString() ? 'Enter a date that has come' : null;
    if (wrong !== null) throw new InvalidInput([{ field: 'answeredOn', message: wrong }]);
    await this.unit.query(answer, [councilId, id, answeredOn, words]);
    await this.trail.record({ subjectKind: 'service', subjectId: request.serviceId, action: 'funderAnswered', after: { answeredOn } });
    return { id, version: 1 };
  }

  /** Opens the list with the first restriction for safety, and closes it with the last. The news may be late, so it looks at how things stand. Inside a unit. */
  async look(serviceId: string): Promise<void> {
    const { councilId } = this.unit.actor;
    const [restriction] = await this.unit.query<{ id: string }>(standing, [councilId, serviceId]);
    if (restriction === undefined) await this.unit.query(closeLists, [councilId, serviceId, this.unit.at.toString()]);
    else await this.unit.query(openList, [councilId, newId(), serviceId, restriction.id, this.unit.at.toString()]);
  }

  private async list(serviceId: string): Promise<string> {
    const { councilId } = this.unit.actor;
    const [service] = await this.unit.query('select from services where council_id = $1 and id = $2', [councilId, serviceId]);
    if (service === undefined) throw new NotFound('service');
    const [list] = await this.unit.query<{ id: string }>(listOf, [councilId, serviceId]);
    if (list === undefined) throw new InvalidInput([{ field: 'serviceId', message: 'Choose a service whose list is open: it opens with a restriction because people may not be safe' }]);
    return list.id;
  }
}
