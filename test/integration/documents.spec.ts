import { createHash } from 'node:crypto';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import type { Audience } from '../../src/platform/documents/document.entity.js';
import { DocumentsQueries } from '../../src/platform/documents/documents.queries.js';
import { Documents } from '../../src/platform/documents/documents.service.js';
import { type House, openHouse } from '../support/house.js';
import { pdfText } from '../support/pdf-text.js';

describe('documents', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const specimen = new URL('../../src/platform/documents/specimen.typ', import.meta.url);
  const data = {
    council: 'Exampleshire', title: 'A letter', reference: 'LET-2026-00001', producedAt: '2026-11-03T10:00:00Z', sender: ['Town Hall'],
    recipient: ['The manager'], date: '3 November 2026', text: 'Dear manager 😀', facts: [], rows: [], chartAlt: 'Nothing',
    chart: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', steps: ['One'], signature: ['A', 'B', 'C'],
  };
  const label = { kind: 'letter', title: 'A letter', fileName: 'letter.pdf' };
  const store = (audience: Audience, more: { providerId?: string; recipients?: string[] } = {}): Promise<{ id: string; sha256: string }> =>
    house.unit.run(house.cast.coordinator, () => house.get(Documents).storePaper({ ...label, audience, ...more }, { template: specimen, data }));
  const read = (actor: Actor, id: string) => house.get(DocumentsQueries).file(actor, id);

  it('R38 come back byte for byte, with their hash, template and the data as typed', async () => {
    const { id, sha256 } = await store('circle');
    const file = await read(house.cast.chair, id);
    expect(file).toMatchObject({ fileName: 'letter.pdf', mediaType: 'application/pdf', sha256 });
    expect(createHash('sha256').update(file?.bytes ?? '').digest('hex')).toBe(sha256);
    expect(pdfText(file?.bytes ?? new Uint8Array())).toContain('Dear manager');
    const [row] = await house.sql('select template, merge_data, recorded_by, recorded_at from documents where id = $1', [id]);
    expect(row).toMatchObject({ template: 'platform/documents/specimen.typ', merge_data: data, recorded_by: house.cast.coordinator.membershipId });
    expect(await house.sql(`select 1 from trail where subject_kind = 'document' and subject_id = $1`, [id])).toHaveLength(1);
    expect(await house.sql('select 1 from reads where subject_id = $1 and person_id = $2', [id, house.cast.chair.personId])).toHaveLength(1);
  });

  it('are read by their audience alone', async () => {
    const { chair, provider, boardReader, icbNurse, cqcInspector, coordinator } = house.cast;
    const stored = {
      circle: await store('circle'),
      council: await store('council'),
      provider: await store('provider', { providerId: house.providersService.providerId }),
      named: await store('named', { recipients: [icbNurse.membershipId] }),
      board: await store('board'),
    };
    const readers: Record<keyof typeof stored, Actor[]> = {
      // R37: a paper of the whole circle names every service, so partners and CQC get theirs by name.
      circle: [chair, coordinator], council: [chair, coordinator], provider: [chair, coordinator, provider],
      named: [icbNurse], board: [chair, coordinator, boardReader],
    };
    const stranger = await house.neighbour();
    for (const [audience, { id }] of Object.entries(stored)) {
      for (const actor of [chair, provider, boardReader, icbNurse, cqcInspector, coordinator, stranger]) {
        const may = readers[audience as keyof typeof stored].includes(actor);
        expect([audience, actor.jobTitle, (await read(actor, id)) !== null]).toEqual([audience, actor.jobTitle, may]);
      }
    }
  });

  it('are never changed, and leave no row when the unit fails', async () => {
    const { id } = await store('circle');
    await expect(house.sql(`update documents set title = 'x' where id = $1`, [id])).rejects.toThrow(/never changed/);
    await expect(house.sql('delete from documents where id = $1', [id])).rejects.toThrow(/never changed/);
    const before = await house.sql('select id from documents');
    const work = async (): Promise<void> => {
      await house.get(Documents).store({ ...label, audience: 'circle', mediaType: 'text/csv', bytes: Buffer.from('a') });
      throw new Error('afterwards');
    };
    await expect(house.unit.run(house.cast.coordinator, work)).rejects.toThrow('afterwards');
    expect(await house.sql('select id from documents')).toHaveLength(before.length);
  });

  it('that nobody could read, or whose file name breaks a header, are refused', async () => {
    await expect(store('provider')).rejects.toThrow(/names the provider/);
    await expect(store('named')).rejects.toThrow(/names them/);
    const work = (): Promise<unknown> => house.get(Documents).store({ ...label, fileName: 'a"\r\nX: y.pdf', audience: 'circle', mediaType: 'text/csv', bytes: Buffer.from('a') });
    await expect(house.unit.run(house.cast.coordinator, work)).rejects.toThrow(/Not a file name/);
    expect(await read(house.cast.chair, newId())).toBeNull();
  });
});
