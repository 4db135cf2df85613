import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { RepresentationsService } from '../../src/domain/representations/representations.service.js';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { UploadDoor } from '../../src/platform/files/upload-door.js';
import { type House, openHouse, type TestService } from '../support/house.js';
import { pdfText } from '../support/pdf-text.js';

type Answer = { __typename: string; id?: string; version?: number; message?: string; fields?: { field: string; message: string }[]; unmet?: { requirement: string; sentence: string }[] };
interface Read {
  id: string; version: number; state: string; servedOn: string | null; documentId: string | null; legalAgreed: boolean; addressee: string; paragraph: string;
  parts: { heading: string; text: string; key: string | null }[]; addressees: { id: string; name: string; servedOn: string | null; serviceProof: string | null }[];
  changes: { kind: string; by: string; lawyer: string | null; text: string | null; parts: { heading: string; before: string; after: string }[] }[]; legalCopies: { id: string }[];
}

describe('letters in full', () => {
  let house: House;
  let legal: Actor;
  beforeAll(async () => {
    house = await openHouse();
    legal = { ...house.cast.boardReader, role: 'legal' };
  });
  afterAll(() => house.close());
  beforeEach(() => house.clock.set('2026-11-10T10:00:00Z'));

  const send = async (actor: Actor, mutation: string, input: object): Promise<Answer> => {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const { data, errors } = await house.gql<Record<string, Answer>>(
      actor,
      `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Payload { id version } ... on Refusal { message }
        ... on TransitionRefused { unmet { requirement sentence } } ... on InvalidInput { fields { field message } } } }`,
      { input: { idempotencyKey: newId(), ...input } },
    );
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data[mutation] ?? { __typename: 'nothing' };
  };
  const read = async (id: string, actor = house.cast.coordinator): Promise<Read> => (await house.gql<{ letter: Read }>(actor, `query ($id: ID!) { letter(id: $id) {
    id version state servedOn documentId legalAgreed addressee paragraph parts { heading text key } addressees { id name servedOn serviceProof }
    changes { kind by lawyer text parts { heading before after } } legalCopies { id } } }`, { id })).data.letter;
  const done = async (actor: Actor, mutation: string, input: object): Promise<Read> => {
    const answer = await send(actor, mutation, input);
    if (answer.id === undefined) throw new Error(JSON.stringify(answer));
    return read(answer.id);
  };
  const start = (service: TestService, kind: string, aboutId?: string): Promise<Read> => done(house.cast.coordinator, 'startLetter', { serviceId: service.serviceId, kind, ...(aboutId !== undefined && { aboutId }) });
  const at = ({ id, version }: Read): { id: string; version: number } => ({ id, version });
  const edit = (letter: Read, parts: Record<string, string>): Promise<Read> =>
    done(house.cast.coordinator, 'editLetter', { ...at(letter), paragraph: letter.paragraph, parts: Object.entries(parts).map(([key, text]) => ({ key, text })) });
  /** An answer of the provider's that the council has answered. */
  const answered = async (service: TestService): Promise<string> => {
    const { id } = await house.unit.run(house.cast.chair, () => house.get(RepresentationsService).open({
      serviceId: service.serviceId, subject: 'A restriction on new placements', toldOn: Temporal.PlainDate.from('2026-11-02'), toldHow: 'By telephone', served: true,
    } as never));
    await house.sql(`update representations set text = 'Two nurses were appointed.', received_at = '2026-11-05T10:00:00Z', consideration = 'The appointment is noted; both start in January.', considered_at = '2026-11-09T10:00:00Z' where id = $1`, [id]);
    return id;
  };
  const fileAt = async (actor: Actor, url: string) => house.app.inject({ method: 'GET', url, headers: { cookie: `session=${await house.get(Sessions).begin(actor as never, 'page')}` } });
  const copyOf = async (letter: Read): Promise<Record<string, Uint8Array>> => {
    const answer = await fileAt(house.cast.coordinator, `/letters/${letter.id}/legal.docx`);
    expect(answer.statusCode).toBe(200);
    return unzipSync(answer.rawPayload);
  };
  /** Legal's copy comes back through the door every file comes through, and an officer releases it where no scanner runs. */
  const sendBack = async (letter: Read, copy: Record<string, Uint8Array>, change: (xml: string) => string): Promise<string> => {
    const bytes = Buffer.from(zipSync({ ...copy, 'word/document.xml': strToU8(change(strFromU8(copy['word/document.xml'] ?? new Uint8Array()))) }));
    const uploaded = await house.get(UploadDoor).take(legal, { idempotencyKey: newId(), recordKind: 'letter', recordId: letter.id, description: 'Legal’s copy', audience: 'council', caveat: 'none', replacesId: '' }, { name: 'copy.docx', bytes, tooLarge: false });
    if (uploaded.done === null) throw new Error(JSON.stringify(uploaded.refused));
    const { id } = uploaded.done;
    const released = await house.gql(house.cast.coordinator, `mutation ($input: EvidenceReasonInput!) { releaseEvidence(input: $input) { __typename } }`, { input: { idempotencyKey: newId(), id, version: 1, reason: 'It came from Legal.' } });
    expect(released.data).toEqual({ releaseEvidence: { __typename: 'ReleaseEvidencePayload' } });
    return String(id);
  };
  const compared = async (letter: Read, copyId: string) => (await house.gql<{ letterComparison: { problem: string | null; recordKept: boolean; notTaken: string[]; parts: { heading: string; record: boolean; words: { change: string; text: string }[] }[] } }>(
    house.cast.coordinator, `query ($id: ID!, $copyId: ID!) { letterComparison(id: $id, copyId: $copyId) { problem recordKept notTaken parts { heading record words { change text } } } }`, { id: letter.id, copyId })).data.letterComparison;

  it('keeps what comes from the record: a part nobody may write is refused, and what was changed is kept before and after', async () => {
    const letter = await start(await house.service(), 'PF');
    const required = letter.parts.filter(({ key }) => key === null);
    expect(required.map(({ heading }) => heading)).toEqual(['Why we are writing', 'If you pay for your care yourself', 'Whom to ask']);
    expect(await send(house.cast.coordinator, 'editLetter', { ...at(letter), parts: [{ key: 'Whom to ask', text: '' }] })).toMatchObject({ fields: [{ field: 'parts', message: expect.stringContaining('what comes from the record stays') }] });
    const edited = await edit(letter, { facts: 'Medicines were given late.' });
    expect(edited.parts.filter(({ key }) => key === null)).toEqual(required);
    expect(edited.changes).toMatchObject([{ kind: 'edited', by: expect.stringContaining(house.cast.coordinator.personName), parts: [{ heading: 'What we found', before: '', after: 'Medicines were given late.' }] }]);
    // Two at once: one is told that the other was first.
    const both = await Promise.all(['One.', 'Two.'].map((text) => send(house.cast.coordinator, 'editLetter', { ...at(edited), parts: [{ key: 'facts', text }] })));
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['EditLetterPayload', 'StaleVersion']);
  });

  it('says whom to ask, by the number of whoever leads the work and of nobody else', async () => {
    const { coordinator, qaOfficer, safeguardingLead } = house.cast;
    const call = (actor: Actor, phone: string): Promise<unknown> => house.sql(`insert into contact_details (person_id, kind, value) values ($1, 'phone', $2)`, [actor.personId, phone]);
    await call(qaOfficer, '01632 960001');
    await call(safeguardingLead, '01632 960002');
    const service = await house.service();
    await house.sql('update stages set lead_officer_id = $2 where service_id = $1', [service.serviceId, qaOfficer.membershipId]);
    const led = (await house.sql('select from stages where service_id = $1', [service.serviceId])).length > 0;
    if (!led) await house.sql(`insert into stages (council_id, id, service_id, since, lead_officer_id) values ($1, $2, $3, '2026-11-01', $4)`, [house.councilId, newId(), service.serviceId, qaOfficer.membershipId]);
    const asked = async (of: TestService): Promise<string | undefined> => (await start(of, 'PA')).parts.find(({ heading }) => heading === 'Whom to ask')?.text;
    expect(await asked(service)).toBe(`${qaOfficer.personName}, ${qaOfficer.jobTitle}, Exampleshire, telephone 01632 960001.`);
    // Nobody leads: whoever writes it, who has no number here.
    expect(await asked(await house.service())).toBe(`${coordinator.personName}, ${coordinator.jobTitle}, Exampleshire.`);
  });

  it('does not go while a part it must have is not written', async () => {
    const letter = await start(await house.service(), 'PF');
    const to = { addressees: [{ name: 'The people who live there' }] };
    expect(await send(house.cast.coordinator, 'issueLetter', { ...at(letter), ...to })).toMatchObject({ unmet: [{ requirement: 'hasWrittenParts', sentence: expect.stringContaining('Write every part') }] });
    expect(await send(house.cast.coordinator, 'issueLetter', { ...at(await edit(letter, { facts: 'Medicines were given late.' })) })).toMatchObject({ fields: [{ field: 'addressees', message: 'Enter to whom it goes' }] });
  });

  it('R38 goes to several who are not the provider, each with proof of its own; the provider reads no row of it', async () => {
    const service = await house.service();
    const started = await start(service, 'PA');
    const issued = await done(house.cast.coordinator, 'issueLetter', { ...at(started), addressees: [{ name: 'Withen Vale Council' }, { name: 'NHS Wold and Mere ICB' }] });
    expect(issued).toMatchObject({ state: 'issued', addressee: 'placingAuthorities', addressees: [{ name: 'Withen Vale Council', servedOn: null }, { name: 'NHS Wold and Mere ICB', servedOn: null }] });
    const [first, second] = issued.addressees;
    const service1 = { servedOn: '10 11 2026', servedTime: '09:30', method: 'post', proof: 'Signed for, AB 1.' };
    expect(await send(house.cast.coordinator, 'recordLetterServed', { ...at(issued), ...service1 })).toMatchObject({ fields: [{ field: 'addresseeId', message: 'Choose who has it' }] });
    const one = await done(house.cast.coordinator, 'recordLetterServed', { ...at(issued), addresseeId: first?.id, ...service1 });
    expect(one).toMatchObject({ state: 'issued', servedOn: null, addressees: [{ servedOn: '2026-11-10', serviceProof: 'Signed for, AB 1.' }, { servedOn: null }] });
    expect(await send(house.cast.coordinator, 'recordLetterServed', { ...at(one), addresseeId: first?.id, ...service1 })).toMatchObject({ fields: [{ field: 'addresseeId' }] });
    expect(await done(house.cast.coordinator, 'recordLetterServed', { ...at(one), addresseeId: second?.id, ...service1, method: 'hand' })).toMatchObject({ state: 'served', servedOn: '2026-11-10' });
    const provider = { ...house.cast.provider, providerId: service.providerId };
    expect((await house.gql<{ letter: Read | null }>(provider, `query ($id: ID!) { letter(id: $id) { id } }`, { id: issued.id })).data.letter).toBeNull();
    expect(pdfText((await fileAt(house.cast.coordinator, `/documents/${issued.documentId ?? ''}`)).rawPayload)).toMatch(/Dear Withen Vale Council and NHS Wold and Mere ICB,/);
  });

  it('R41 the paper to people and families names nobody, and speaks to those who pay for themselves', async () => {
    const edited = await edit(await start(await house.service({ name: 'Larch House' }), 'PF'), { facts: 'Medicines were given late.' });
    const issued = await done(house.cast.coordinator, 'issueLetter', { ...at(edited), addressees: [{ name: 'Mrs Ash in room 4' }, { name: 'All others, by hand' }] });
    const text = await pdfText((await fileAt(house.cast.coordinator, `/documents/${issued.documentId ?? ''}`)).rawPayload);
    expect(text).toMatch(/Everyone who uses Larch House/);
    expect(text).toMatch(/If you pay for your care yourself/);
    expect(text).toMatch(/Dear everyone who uses Larch House, and your families,[^]*Yours sincerely,\s*Tom Fielding\s*Panel Coordinator\s*Exampleshire/);
    expect(text).not.toMatch(/Mrs Ash/);
  });

  it('is about what its kind is about, of the same service', async () => {
    const [service, other] = [await house.service(), await house.service()];
    const aboutId = await answered(other);
    expect(await send(house.cast.coordinator, 'startLetter', { serviceId: service.serviceId, kind: 'AO' })).toMatchObject({ fields: [{ field: 'aboutId', message: 'Choose what the letter is about' }] });
    expect(await send(house.cast.coordinator, 'startLetter', { serviceId: service.serviceId, kind: 'AO', aboutId })).toMatchObject({ __typename: 'NotFound' });
    expect(await send(house.cast.coordinator, 'startLetter', { serviceId: service.serviceId, kind: 'R1' })).toMatchObject({ fields: [{ field: 'kind', message: 'Choose which letter to start' }] });
    expect(await send(house.cast.qaOfficer, 'startLetter', { serviceId: service.serviceId, kind: 'PF' })).toMatchObject({ __typename: 'NotPermitted' });
  });

  describe('Legal', () => {
    const outcome = async (): Promise<Read> => {
      const service = await house.service();
      return edit(await start(service, 'AO', await answered(service)), { result: 'The appeal is dismissed in part.' });
    };
    const issue = (letter: Read): Promise<Answer> => send(house.cast.coordinator, 'issueLetter', { ...at(letter), method: 'paper', toName: 'Carol Finch' });

    it('agrees to a kind that needs it before it is issued, and again once its text changed', async () => {
      const letter = await outcome();
      expect(await issue(letter)).toMatchObject({ unmet: [{ requirement: 'isAgreedByLegal', sentence: expect.stringContaining('send it to Legal') }] });
      const sent = await done(house.cast.coordinator, 'sendLetterToLegal', { ...at(letter), asked: 'Is the result clear?' });
      expect(sent.state).toBe('legalReview');
      expect(await send(house.cast.coordinator, 'editLetter', { ...at(sent), paragraph: 'Meanwhile.' })).toMatchObject({ __typename: 'TransitionRefused' });
      expect(await send(legal, 'returnLetterFromLegal', { ...at(sent), agreed: false, lawyer: 'A. Reed' })).toMatchObject({ unmet: [{ requirement: 'saysWhatLegalAsks' }] });
      const back = await done(legal, 'returnLetterFromLegal', { ...at(sent), agreed: false, lawyer: 'A. Reed', comments: 'Say which part.' });
      expect(back).toMatchObject({ state: 'draft', legalAgreed: false, changes: [{ kind: 'returned', lawyer: 'A. Reed', text: 'Say which part.' }, { kind: 'sentToLegal', text: 'Is the result clear?' }, { kind: 'edited' }] });
      const again = await done(house.cast.coordinator, 'sendLetterToLegal', at(await edit(back, { result: 'The appeal on scope is dismissed.' })));
      const agreed = await done(legal, 'returnLetterFromLegal', { ...at(again), agreed: true, lawyer: 'A. Reed' });
      expect(agreed.legalAgreed).toBe(true);
      const changed = await edit(agreed, { result: 'The appeal on scope is upheld.' });
      expect(await issue(changed)).toMatchObject({ unmet: [{ requirement: 'isAgreedByLegal' }] });
    });

    it('sends back a Word file: its changes are shown word by word and taken over, struck-out words are gone, comments are read', async () => {
      const sent = await done(house.cast.coordinator, 'sendLetterToLegal', at(await outcome()));
      const copyId = await sendBack(sent, await copyOf(sent), (xml) => xml.replace(/<w:t([^>]*)>The appeal is dismissed in part\.<\/w:t>/, '<w:t$1>The appeal is </w:t></w:r><w:del w:id="1" w:author="A"><w:r><w:delText>dismissed</w:delText></w:r></w:del><w:ins w:id="2" w:author="A"><w:r><w:t>upheld</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> in part.</w:t>'));
      const shown = await compared(sent, copyId);
      expect(shown).toMatchObject({ problem: null, recordKept: true, notTaken: [], parts: [{ heading: 'The result', record: false }] });
      expect(shown.parts[0]?.words.filter(({ change }) => change !== 'same')).toEqual([{ change: 'deleted', text: 'dismissed ' }, { change: 'inserted', text: 'upheld ' }]);
      const taken = await done(house.cast.coordinator, 'takeLegalCopy', { ...at(sent), copyId, leaveRecord: false });
      expect(taken.parts.find(({ key }) => key === 'result')?.text).toBe('The appeal is upheld in part.');
      expect(taken.changes[0]).toMatchObject({ kind: 'copyTaken', parts: [{ before: 'The appeal is dismissed in part.', after: 'The appeal is upheld in part.' }] });
      const agreed = await done(legal, 'returnLetterFromLegal', { ...at(taken), agreed: true, lawyer: 'A. Reed' });
      expect(await issue(agreed)).toMatchObject({ __typename: 'IssueLetterPayload' });
    });

    it('may not change what comes from the record: it is shown, refused in words, and the rest taken where an officer says so', async () => {
      const sent = await done(house.cast.coordinator, 'sendLetterToLegal', at(await outcome()));
      const copyId = await sendBack(sent, await copyOf(sent), (xml) => xml.replace('The appointment is noted', 'The appointment is ignored').replace('dismissed in part', 'dismissed'));
      const shown = await compared(sent, copyId);
      expect(shown.recordKept).toBe(false);
      expect(shown.notTaken).toEqual([expect.stringContaining('“Our reply to each point” comes from the record and stays as it is')]);
      expect(await send(house.cast.coordinator, 'takeLegalCopy', { ...at(sent), copyId, leaveRecord: false })).toMatchObject({ unmet: [{ requirement: 'keepsRecord' }] });
      const taken = await done(house.cast.coordinator, 'takeLegalCopy', { ...at(sent), copyId, leaveRecord: true });
      expect(taken.parts.map(({ text }) => text).join('\n')).toMatch(/The appointment is noted[^]*The appeal is dismissed\./);
      const other = await done(house.cast.coordinator, 'sendLetterToLegal', at(await outcome()));
      const strange = await sendBack(other, await copyOf(sent), (xml) => xml);
      expect((await compared(other, strange)).problem).toMatch(/not a copy of this letter/);
      expect(await send(house.cast.coordinator, 'refuseLegalCopy', { ...at(other), copyId: strange, reason: 'It is of another letter.' })).toMatchObject({ fields: [{ field: 'copyId' }] });
    });
  });
});
