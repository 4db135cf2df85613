import { RecommendationsService } from '../../src/domain/decisions/recommendations.service.js';
import { type Journey, openJourney } from './journey.js';
import { CheckDecision, Decide, DeciderHome, DecisionMade, MayWePlace } from './pages/decision.pages.js';
import { CheckReply, LetterPage, YourLetters } from './pages/letter.pages.js';

/** Words that must never reach a provider: what was told and by whom, the recommendation, its evidence, a dissent, a risk assessment. */
const canaries = ['CANARY-TOLD', 'CANARY-SOURCE', 'CANARY-RECOMMENDATION', 'CANARY-EVIDENCE', 'CANARY-DISSENT', 'CANARY-RISK'];
const paragraph = 'We meet on Monday at the home.';

describe('deciding and telling the provider, in real browsers', () => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await openJourney();
  });
  afterAll(() => journey.close());

  describe.each([['with JavaScript', true, 'Larch Court'], ['without JavaScript', false, 'Maple Court']] as const)('%s', (_, scripts, name) => {
    let recommendation: { id: string; reference: string };
    beforeAll(async () => {
      const { house, send } = journey;
      const { chair, coordinator, qaOfficer, icbNurse } = house.cast;
      const { serviceId } = await house.service({ name, provider: 'Rowan Court Care Limited' });
      await send(icbNurse, 'recordIntelligence', {
        serviceId, whatHappened: 'CANARY-TOLD', happenedOn: '2 11 2026', category: 'pressureDamage', severity: 'P2', sourceType: 'icbQualityNurse', disclosure: 'no', disclosureReason: 'It would name the source.', disclosureReviewOn: '1 12 2030',
        caveat: 'none', toldBy: 'CANARY-SOURCE', protect: true,
      });
      await send(qaOfficer, 'recordRiskAssessment', { serviceId, assessedOn: '2 11 2026', likelihood: '4', impact: '4', text: 'CANARY-RISK' });
      recommendation = await house.unit.run(chair, () => house.get(RecommendationsService).record({
        serviceId, meetingId: null, agendaItemId: null, code: 'D08', text: 'CANARY-RECOMMENDATION', criteria: [{ code: 'harmCluster', evidence: 'CANARY-EVIDENCE' }],
        proposal: { restrictionKind: 'partial', covers: 'nursing', reasonCodes: ['safety'] }, differingViews: 'CANARY-DISSENT', quorum: { quorate: true, forSanction: true, words: 'Quorate for a sanction.' },
        present: [], excluded: [], chairedBy: chair.membershipId, signedBy: chair.membershipId,
      }));
      const told = await send(coordinator, 'tellProvider', { serviceId, recommendationId: recommendation.id, toldOn: '3 11 2026', toldTime: '9:00', how: 'By telephone' });
      await send(coordinator, 'recordRepresentation', { id: told.id, version: told.version, text: 'New mattresses came on Friday.', receivedOn: '3 11 2026' });
    });

    it('the chair reads what waits, and is told in words that an authorised officer decides', async () => {
      const page = await (await journey.visitor(journey.house.cast.chair, { scripts })).open(Decide, `/decisions/${recommendation.id}`);
      expect(await page.mayDecide()).toBe(false);
      expect(await page.text()).toContain('Place a restriction: an Assistant Director or an officer of higher rank, or a deputy named for it. Decide by 12 November 2026.');
      expect(await page.text()).toContain('It waits for an authorised officer.');
    });

    it('the Assistant Director reads the provider’s answer beside the recommendation, edits the letter, sees it as the provider will, and decides', async () => {
      const visitor = await journey.visitor(journey.house.cast.assistantDirector, { scripts });
      await (await visitor.open(DeciderHome, '/')).choose(recommendation.reference);
      const page = await visitor.on(Decide);
      expect(await page.text()).toContain('New mattresses came on Friday.');
      const { recommendation: left, provider: right } = await page.columns();
      expect(right).toBeGreaterThan(left);
      await page.fill();
      await page.writeParagraph('We meet on Sunday.');
      await page.proceed();
      const check = await visitor.on(CheckDecision);
      expect(await check.letter()).toContain('We meet on Sunday.');
      await check.change();
      const changed = await visitor.on(Decide);
      await changed.writeParagraph(paragraph);
      await changed.proceed();
      const last = await visitor.on(CheckDecision);
      for (const words of [paragraph, 'Pressure care failed on two visits.', 'New mattresses are welcome; turning charts are still missing.']) expect(await last.letter()).toContain(words);
      for (const canary of canaries) expect(await last.letter()).not.toContain(canary);
      await last.confirm();
      expect(await (await visitor.on(DecisionMade)).text()).toContain('by Sarah Whitlock, Assistant Director');
    });

    it('brokerage asks whether it may place here today and reads one sentence', async () => {
      const visitor = await journey.visitor(journey.house.cast.brokerage, { scripts });
      await (await visitor.open(MayWePlace, '/')).ask(name);
      const answer = await visitor.on(MayWePlace);
      expect(await answer.answerFor(name)).toBe('Not all No new nursing placements, since 3 November 2026, by Assistant Director, exceptions to the Head of Service.');
      for (const canary of canaries) expect(await answer.source()).not.toContain(canary);
    });

    it('the provider reads its own letter and deadline and replies; no score and no source stands anywhere in its pages', async () => {
      const { house, send } = journey;
      await house.drain();
      const { data } = await house.gql<{ letters: { rows: { id: string; subject: string }[] } }>(house.cast.coordinator, '{ letters(state: "draft") { rows { id subject } } }');
      const letter = data.letters.rows.find(({ subject }) => subject.endsWith(name));
      await send(house.cast.coordinator, 'issueLetter', { id: letter?.id, version: 1, method: 'email', toName: 'Carol Finch', toAddress: 'carol.finch@example.org' });
      await house.drain();

      const visitor = await journey.visitor(house.cast.provider, { scripts });
      const letters = await visitor.open(YourLetters, '/');
      await letters.choose(name);
      const page = await visitor.on(LetterPage);
      expect(await page.text()).toContain(paragraph);
      expect(await page.text()).toContain('You may reply by 10 November 2026.');
      for (const source of [await letters.source(), await page.source()]) {
        for (const canary of canaries) expect(source).not.toContain(canary);
        expect(source).not.toMatch(/likelihood|score|INT-2026|Grace Okafor/i);
      }
      await page.reply('The turning charts are enclosed.');
      const check = await visitor.on(CheckReply);
      expect(await check.text()).toContain('The turning charts are enclosed.');
      await check.send();
      expect(await (await visitor.on(LetterPage)).text()).toMatch(/Received .* You wrote: The turning charts are enclosed\./);
    });
  });
});
