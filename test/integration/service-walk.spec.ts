import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type GraphQLInputObjectType, isInputObjectType } from 'graphql';
import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { SystemActors } from '../../src/platform/access/system-actors.js';
import { verifyTrail } from '../../src/platform/audit/verify-trail.js';
import { newId } from '../../src/platform/database/ids.js';
import { ReadUnit } from '../../src/platform/database/read-unit.js';
import { DeadlineSweeper } from '../../src/platform/workflow/deadline-sweeper.js';
import { type House, openHouse, type TestService } from '../support/house.js';

/**
 * Each machine walks alone in its own spec, 10,000 events of it. Here the commands walk, over one service, through GraphQL and PostgreSQL: a step is one or two
 * transactions and a look at every invariant, some tens of milliseconds, so the suite takes some hundreds from one seed and `npm run walk` thousands from a new one.
 */
const steps = Number(process.env['WALK_STEPS'] ?? 140);
const seed = process.env['WALK_STEPS'] === undefined ? 20_261_130 : Number(process.env['WALK_SEED'] ?? Date.now() % 1_000_000);

type Values = Record<string, unknown>;
interface Answer { readonly __typename: string; readonly id?: string; readonly message?: string; readonly unmet?: { readonly sentence: string }[]; readonly fields?: { readonly field: string; readonly message: string }[] }
interface At { readonly id: string; readonly version: number }

/** One after another of the same numbers for one seed (mulberry32). */
class Dice {
  constructor(private state: number) {}

  below(count: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  }
  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }
}

/** What must never be of one service: two open things of one kind that conflict, a sanction of the council that nobody decided, one without a day on which it is reviewed, two clocks of one kind on one case. */
const broken = `
  select 'two restrictions that bar the very same' as what, string_agg(x.reference, ', ') as who from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
    where x.service_id = $1 and x.kind not in ('voluntary', 'regulatorImposed') and w.state in ('inForce', 'underReview') group by x.kind, x.scope having count(*) > 1
  union all select 'two notices of one kind that run on one clause', string_agg(n.reference, ', ') from notices n join workflows w on w.council_id = n.council_id and w.id = n.id join notice_clauses c on c.council_id = n.council_id and c.notice_id = n.id and c.withdrawn_on is null
    where n.service_id = $1 and w.state in ('issued', 'running', 'planUnderReview', 'awaitingRevisedPlan', 'verification') group by n.contract_id, n.kind, lower(c.clause) having count(*) > 1
  union all select 'two open terminations of a contract', string_agg(t.reference, ', ') from terminations t join workflows w on w.council_id = t.council_id and w.id = t.id
    where t.service_id = $1 and w.state not in ('withdrawn', 'complete', 'rescinded') group by t.contract_id having count(*) > 1
  union all select 'two stages of one service', count(*)::text from stages g where g.service_id = $1 having count(*) > 1
  union all select 'two open proposals of a step', count(*)::text from stage_proposals p where p.service_id = $1 and p.decision_id is null having count(*) > 1
  union all select 'two open appeals against one decision', string_agg(a.reference, ', ') from appeals a join workflows w on w.council_id = a.council_id and w.id = a.id
    where a.service_id = $1 and w.state in ('lodged', 'awaitingGrounds', 'toBeHeard', 'outOfTime') group by a.decision_id having count(*) > 1
  union all select 'two open invitations to answer one recommendation', string_agg(r.reference, ', ') from representations r join workflows w on w.council_id = r.council_id and w.id = r.id
    where r.service_id = $1 and r.recommendation_id is not null and w.state = 'windowOpen' group by r.recommendation_id having count(*) > 1
  union all select 'two lists of the people there', count(*)::text from people_lists p where p.service_id = $1 and p.closed_at is null having count(*) > 1
  union all select 'two dates of one kind and day', string_agg(d.reference, ', ') from watched_dates d where d.service_id = $1 and d.ended_at is null and d.origin_id is null group by d.kind, d.happened_on having count(*) > 1
  union all select 'two clocks of one kind on one case', d.kind from deadlines d where d.service_id = $1 and d.withdrawn_at is null and d.fired_at is null group by d.workflow_id, d.kind having count(*) > 1
  union all select 'a restriction of the council without a decision', x.reference from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
    where x.service_id = $1 and x.kind not in ('voluntary', 'regulatorImposed') and w.state in ('inForce', 'underReview', 'phasedLift')
      and not exists (select from decisions d join memberships m on m.council_id = d.council_id and m.id = d.decided_by where d.council_id = x.council_id and d.restriction_id = x.id and d.code = 'D08' and m.role = 'authorisedOfficer' and m.grade >= 3)
  union all select 'a restriction without a day for its review', x.reference from restrictions x join workflows w on w.council_id = x.council_id and w.id = x.id
    where x.service_id = $1 and x.kind not in ('voluntary', 'regulatorImposed') and w.state in ('inForce', 'phasedLift')
      and (x.review_on is null or not exists (select from deadlines d where d.council_id = x.council_id and d.workflow_id = x.id and d.kind = 'restrictionReview' and d.withdrawn_at is null and d.fired_at is null))
  union all select 'a notice that nobody decided', n.reference from notices n where n.service_id = $1 and n.issued_on is not null
      and not exists (select from decisions d join memberships m on m.council_id = d.council_id and m.id = d.decided_by where d.council_id = n.council_id and d.notice_id = n.id and d.code = 'D10' and m.role = 'authorisedOfficer' and m.grade >= 3)
  union all select 'a clock of a case that has ended', d.kind || ' of ' || w.machine || ' ' || w.state from deadlines d join workflows w on w.council_id = d.council_id and w.id = d.workflow_id
    where d.service_id = $1 and d.withdrawn_at is null and d.fired_at is null and w.state in ('lifted', 'superseded', 'withdrawn', 'remedied', 'concluded', 'notIssued', 'complete', 'done', 'verified', 'dismissed', 'upheld', 'partlyUpheld')`;

describe('Issue 4 the commands of one service, walked at random, two at once where they may meet', () => {
  let house: House;
  let service: TestService;
  let contractId: string;
  let dice: Dice;
  const counted = new Map<string, number>();
  const refused = new Map<string, number>();
  beforeAll(async () => {
    house = await openHouse();
    service = await house.service({ name: 'Willow Lodge' });
    contractId = await house.insert('contracts', { service_id: service.serviceId, provider_id: service.providerId, reference: 'C-WALK', starts_on: '2024-04-01', recorded_at: '2026-09-01T09:00:00Z' });
  });
  afterAll(() => house.close());

  const day = (from = 0): string => house.clock.today().add({ days: from }).toString();
  const oneOf = async (text: string, values: readonly unknown[] = []): Promise<At | null> => {
    const rows = await house.sql<At>(text, [service.serviceId, ...values]);
    return rows.length === 0 ? null : dice.of(rows);
  };
  const caseIn = (machine: string, states: readonly string[]): Promise<At | null> =>
    oneOf('select id, version from workflows where service_id = $1 and machine = $2 and state = any ($3) order by id', [machine, states]);
  const recommended = (code: string): Promise<At | null> =>
    oneOf(`select r.id, w.version from recommendations r join workflows w on w.id = r.id where r.service_id = $1 and r.code = $2 and w.state = 'awaitingDecision' order by r.reference`, [code]);
  const stage = async (): Promise<At> => ({ id: service.serviceId, version: (await house.sql<{ version: number }>('select w.version from stages g join workflows w on w.id = g.id where g.service_id = $1', [service.serviceId]))[0]?.version ?? 0 });

  /** Whatever a form here may ask for; each takes the fields that its schema knows. */
  const usual = async (): Promise<Values> => ({
    reasons: 'Two visits saw it.', optionsConsidered: 'Advice.', providerPosition: 'It disagrees.', effectOnPeople: 'Nobody moves.', proportionality: 'Advice was tried.', equalityNote: 'Nobody is treated less well.', independence: null, letterParagraph: null,
    notHeardReason: 'People are at risk now.', toldHow: 'By telephone', informingPeople: 'Families are told this week.', leadOfficerId: house.cast.qaOfficer.membershipId, concernsChairId: house.cast.headOfService.membershipId, policePosition: 'Consulted.',
    emergencyRisk: 'People are at risk tonight.', whoWasTried: 'The Director, twice.', criteria: [{ code: 'harmCluster', evidence: 'Two in a week.' }], ...dice.of([{ kind: 'fullStop', covers: 'all' }, { kind: 'partial', covers: 'nursing' }, { kind: 'partial', covers: 'respite' }]), immediateDanger: true, reasonCodes: ['safety'],
    riskAssessmentId: (await oneOf('select id, number as version from risk_assessments where service_id = $1 order by number desc limit 1'))?.id ?? newId(), liftConditions: 'Two visits find it safe.', exceptions: 'the Head of Service', wayIn: dice.of(['precautionary', 'emergency']),
    startsOn: day(), reviewOn: day(20), frequency: 'Every two weeks', findingsOn: day(15), heldOn: day(), text: 'As it was said.', reviewNote: 'The rota was read.', evidence: 'An unannounced visit.', evidenceKind: 'firstHand', evidenceOn: day(), evidenceChecked: true,
    placements: 1, weeks: 2, serviceId: service.serviceId, contractId, because: 'Nights have not changed.', answers: [], otherDirector: null, reason: 'It is not wanted any more.',
  });

  const typeOf = (mutation: string): GraphQLInputObjectType => {
    const [argument] = house.app.get(GraphQLSchemaHost).schema.getMutationType()?.getFields()[mutation]?.args ?? [];
    const named = argument === undefined ? undefined : house.app.get(GraphQLSchemaHost).schema.getType(argument.type.toString().replace('!', ''));
    if (!isInputObjectType(named)) throw new Error(`There is no mutation ${mutation}.`);
    return named;
  };
  const send = async (actor: Actor, mutation: string, values: Values): Promise<Answer> => {
    const type = typeOf(mutation);
    const known = new Set(Object.keys(type.getFields()));
    const input = Object.fromEntries(Object.entries({ ...values, idempotencyKey: newId() }).filter(([name]) => known.has(name)));
    const payload = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const { data, errors } = await house.gql<Record<string, Answer>>(actor, `mutation ($input: ${type.name}!) { ${mutation}(input: $input) { __typename ... on ${payload}Payload { id } ... on Refusal { message } ... on TransitionRefused { unmet { sentence } } ... on InvalidInput { fields { field message } } } }`, { input });
    const answer = data?.[mutation];
    if (errors !== undefined || answer == null) throw new Error(`${mutation}: ${JSON.stringify(errors)}`);
    return answer;
  };

  interface Command { readonly name: string; readonly by: () => Actor; readonly at?: () => Promise<At | null>; readonly more?: () => Promise<Values> | Values }
  const { cast } = { cast: () => house.cast };
  const director = (): Actor => dice.of([cast().dass, cast().assistantDirector, cast().headOfService]);
  const officer = (): Actor => dice.of([cast().qaOfficer, cast().coordinator]);
  const quality = (): Actor => cast().qaOfficer;
  const restriction = (whose: 'council' | 'provider') => (): Promise<At | null> =>
    oneOf(`select x.id, w.version from restrictions x join workflows w on w.id = x.id where x.service_id = $1 and w.state in ('inForce', 'underReview') and (x.kind = 'voluntary') = $2 order by x.reference`, [whose === 'provider']);
  const restricted = restriction('council');
  const stageAt = (...states: string[]) => async (): Promise<At | null> => ((await caseIn('stage', states)) === null ? null : stage());
  /** A recommendation, and a case of its own that waits for it. */
  const bothWait = async (code: string, machine: string, state: string): Promise<At | null> => ((await caseIn(machine, [state])) === null ? null : recommended(code));
  const notice = (...states: string[]) => (): Promise<At | null> => caseIn('notice', states);
  const clauses = (): Values => ({
    clauses: dice.of([['12.1'], ['12.1', '12.4'], ['15.2']]).map((clause) => ({ clause, facts: `Clause ${clause} was not kept.`, steps: ['Keep it'] })), periodCount: 28, periodUnit: 'days', periodClause: '21.2', warnedOn: day(-5), warnedHow: 'A meeting', supportOffered: 'A nurse', inAdministration: false,
  });
  const commands: readonly Command[] = [
    { name: 'recordRiskAssessment', by: quality, more: () => ({ assessedOn: day(), likelihood: '4', impact: '4' }) },
    { name: 'recordVisit', by: quality, more: () => ({ kind: 'followUp', announced: false, outOfHours: false, officerIds: [cast().qaOfficer.membershipId], visitedOn: day(), finding: 'Charts complete.', faultReasons: [], actionIds: [] }) },
    { name: 'proposeEnhancedMonitoring', by: officer, at: stageAt('routine', 'enhancedProposed') },
    { name: 'decideStageProposal', by: director, at: stageAt('enhancedProposed'), more: () => ({ outcome: dice.of(['approve', 'decline']) }) },
    { name: 'decideEnhancedMonitoring', by: director, at: () => recommended('D03') },
    { name: 'decideSeriousConcerns', by: () => cast().dass, at: () => recommended('D04') },
    { name: 'holdInitialMeeting', by: () => cast().coordinator, at: stageAt('seriousConcerns.initialMeetingDue') }, { name: 'holdFindingsMeeting', by: () => cast().coordinator, at: stageAt('seriousConcerns.enquiriesAndImprovement', 'seriousConcerns.findingsDue') },
    { name: 'escalateUrgently', by: () => cast().assistantDirector, at: stageAt('routine', 'enhancedProposed', 'enhanced', 'seriousConcernsProposed') },
    { name: 'confirmUrgentEscalation', by: () => cast().dass, at: stageAt('seriousConcerns.initialMeetingDue', 'seriousConcerns.enquiriesAndImprovement'), more: () => ({ outcome: dice.of(['confirm', 'end']) }) },
    { name: 'decideStepDown', by: () => cast().dass, at: () => recommended('D16') },
    { name: 'declineRecommendation', by: () => cast().dass, at: async () => recommended(dice.of(['D03', 'D04', 'D08', 'D10', 'D14', 'D16'])) },
    { name: 'decideRestriction', by: director, at: () => recommended('D08') }, { name: 'decideRestriction', by: () => cast().dass, at: () => recommended('D08') },
    { name: 'restrictUrgently', by: () => cast().assistantDirector, at: stage },
    { name: 'confirmRestriction', by: () => cast().dass, at: restricted, more: () => ({ outcome: dice.of(['confirm', 'vary', 'end']) }) },
    { name: 'varyRestriction', by: () => cast().dass, at: restricted }, { name: 'extendRestriction', by: director, at: restricted },
    { name: 'startPhasedLift', by: () => cast().dass, at: restricted }, { name: 'passPhase', by: () => cast().dass, at: () => caseIn('restriction', ['phasedLift']) }, { name: 'relapseRestriction', by: () => cast().dass, at: () => caseIn('restriction', ['phasedLift']) },
    { name: 'recordImposedRestriction', by: quality, more: () => ({ kind: 'voluntary', source: 'Letter L-1', sourceOn: day(-1), endCondition: 'Two audits', reasonCode: 'safety', reviewOn: day(14) }) },
    { name: 'endImposedRestriction', by: quality, at: restriction('provider'), more: () => ({ evidenceKind: 'providerLetter' }) },
    { name: 'considerNotice', by: quality, more: () => ({ kind: dice.of(['remedy', 'remedy', 'warning']) }) }, { name: 'draftNotice', by: quality, at: notice('underConsideration', 'drafting'), more: clauses }, { name: 'draftNotice', by: quality, at: notice('underConsideration'), more: clauses },
    { name: 'sendNoticeToLegal', by: quality, at: notice('drafting') }, { name: 'recordNoticeLegalCheck', by: quality, at: notice('legalReview'), more: () => ({ outcome: 'cleared', checkedBy: 'Anne Lake, solicitor', checkedOn: day(), remarks: 'Right.' }) },
    { name: 'decideNotice', by: director, at: () => bothWait('D10', 'notice', 'awaitingDecision'), more: async () => { const one = await caseIn('notice', ['awaitingDecision']); return { noticeId: one?.id ?? newId(), noticeVersion: one?.version ?? 1 }; } },
    { name: 'decideNoticeChange', by: director, at: notice('issued', 'running', 'verification'), more: () => ({ change: 'withdraw', ground: 'issuedInError', equalityNote: null }) },
    { name: 'dropNotice', by: quality, at: notice('underConsideration', 'drafting') },
    { name: 'proposeTermination', by: quality, more: () => ({ ground: 'irremediableBreach', facts: 'It cannot be put right.', options: 'Another notice.', periodCount: 28, periodUnit: 'days', periodClause: '30.1' }) },
    { name: 'decideTermination', by: () => cast().dass, at: () => bothWait('D14', 'termination', 'proposed'), more: async () => { const one = await caseIn('termination', ['proposed']); return { terminationId: one?.id ?? newId(), terminationVersion: one?.version ?? 1 }; } },
    { name: 'tellProvider', by: quality, at: () => recommended('D14'), more: async () => ({ recommendationId: (await recommended('D14'))?.id ?? null, toldOn: day(), toldTime: '09:00', how: 'By secure mail' }) },
    { name: 'withdrawTermination', by: quality, at: () => caseIn('termination', ['proposed']) }, { name: 'rescindTermination', by: () => cast().dass, at: () => caseIn('termination', ['decided', 'underNotice']) },
    { name: 'recordAppeal', by: quality, more: async () => ({ decisionId: (await oneOf(`select id, 1 as version from decisions where service_id = $1 and code = 'D08' order by reference`))?.id ?? newId(), how: 'By letter', receivedOn: day(), groundsFollow: false }) },
    { name: 'withdrawAppeal', by: quality, at: () => caseIn('appeal', ['toBeHeard', 'awaitingGrounds']), more: () => ({ how: 'By letter' }) },
    { name: 'createAction', by: officer, more: () => ({ description: 'Turning charts.', mustDo: false, ownerMembershipId: cast().icbNurse.membershipId, dueOn: day(5) }) },
    { name: 'reportActionComplete', by: () => cast().icbNurse, at: () => caseIn('action', ['open', 'overdue']) }, { name: 'verifyAction', by: quality, at: () => caseIn('action', ['reportedComplete']), more: () => ({ done: dice.below(3) > 0, checkedOn: day(), method: 'Ten charts.', newDueOn: day(6) }) },
    { name: 'startWatchedDate', by: officer, more: () => ({ kind: dice.of(['cqcAppeal', 'reinspection']), happenedOn: day(-dice.below(2)) }) }, { name: 'finishWatchedDate', by: quality, at: () => caseIn('watchedDate', ['open', 'overdue']), more: () => ({ doneOn: day(), outcome: 'It came.' }) },
  ];

  const recommend = async (code: string): Promise<void> => {
    const { membershipId } = house.cast.chair;
    await house.unit.run(house.cast.chair, () => house.get(RecommendationsService).record({
      serviceId: service.serviceId, meetingId: null, agendaItemId: null, code, text: 'The panel recommends it.', criteria: code === 'D04' ? [{ code: 'harmCluster', evidence: 'Two in a week.' }] : [], proposal: code === 'D10' ? { noticeKind: 'remedy' } : {}, differingViews: null,
      quorum: { quorate: true, forSanction: true, words: 'Quorate.' }, present: [], excluded: [], chairedBy: membershipId, signedBy: membershipId,
    } as never));
  };

  /** Null where there is nothing that it could be about. */
  const play = async ({ name, by, at, more }: Command): Promise<string[] | null> => {
    const about = at === undefined ? {} : await at();
    if (about === null) return null;
    const values = { ...(await usual()), ...(await more?.()), ...about };
    const twice = dice.below(3) === 0;
    const answers = await Promise.all((twice ? [by(), by()] : [by()]).map((actor) => send(actor, name, values)));
    const taken = answers.filter(({ id }) => id !== undefined);
    counted.set(name, (counted.get(name) ?? 0) + taken.length);
    if (twice && taken.length === 1) counted.set('one of two at once', (counted.get('one of two at once') ?? 0) + 1);
    for (const one of answers) if (one.id === undefined) refused.set(`${name}: ${JSON.stringify(one)}`, (refused.get(`${name}: ${JSON.stringify(one)}`) ?? 0) + 1);
    // Who is refused is told in words.
    return answers.filter(({ id, message = '', unmet = [], fields = [] }) => id === undefined && !/[a-z] [a-z]/.test([message, ...unmet.map(({ sentence }) => sentence), ...fields.map((one) => one.message)].join(' ')) ).map((answer) => `${name}: ${JSON.stringify(answer)}`);
  };
  const pass = async (days: number): Promise<void> => {
    house.clock.advance({ hours: days * 24 });
    await house.get(DeadlineSweeper).sweep();
    await house.drain();
  };

  it(`${steps} steps keep every invariant (seed ${seed})`, async () => {
    dice = new Dice(seed);
    const played: string[] = [];
    for (let step = 0; step < steps; step += 1) {
      const roll = dice.below(12);
      let wrong: string[] = [];
      if (roll === 0) await pass(1 + dice.below(4));
      else if (roll <= 2) {
        const code = dice.of(['D03', 'D04', 'D08', 'D08', 'D10', 'D14', 'D16']);
        played.push(`recommend ${code}`);
        await recommend(code);
      } else {
        let answered: string[] | null = null;
        while (answered === null) {
          const command = dice.of(commands);
          answered = await play(command);
          if (answered !== null) played.push(command.name);
        }
        wrong = answered;
      }
      const found = await house.sql<{ what: string; who: string }>(broken, [service.serviceId]);
      expect({ step, last: played.slice(-3), wrong, found }).toEqual({ step, last: played.slice(-3), wrong: [], found: [] });
    }
    if (process.env['WALK_TELL'] !== undefined) process.stdout.write(`${JSON.stringify([...counted])}\n${[...refused].map(([a, b]) => `${b} ${a.slice(0, 300)}`).join('\n')}\n`);
    // A walk that got nowhere would keep everything: it did much of it, and two met.
    const seldom = ['recordRiskAssessment', 'decideRestriction', 'restrictUrgently', 'varyRestriction', 'considerNotice', 'draftNotice', 'proposeTermination', 'startWatchedDate', 'createAction', 'one of two at once'].filter((name) => (counted.get(name) ?? 0) === 0);
    expect([seldom, [...counted].filter(([, times]) => times > 0).length >= 15]).toEqual([[], true]);
    expect((await verifyTrail(house.get(ReadUnit), await house.get(SystemActors).of(house.councilId, 'deadlines'))).faults).toEqual([]);
  }, 3_600_000);
});
