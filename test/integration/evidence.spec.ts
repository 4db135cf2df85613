import { request } from 'node:http';
import { deflateSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import sharp from 'sharp';
import type { Actor } from '../../src/platform/access/actor.js';
import { newId } from '../../src/platform/database/ids.js';
import { Sessions } from '../../src/platform/identity/sessions.js';
import { Accounts } from '../../src/platform/identity/accounts.js';
import { eicar, type FakeClamd, office, pdf, startFakeClamd, zip } from '../support/files.js';
import type { House } from '../support/house.js';
import type { PlainBrowser } from '../support/plain-browser.js';
import { seedService } from '../support/seeded-service.js';
import { openSignedInHouse, type SignedInHouse } from '../support/signed-in-house.js';

type Row = { id: string; reference: string; name: string; state: string; scan: string; kind: string; version: number };
type Sent = { status: number; location: string; text: string };

let open: SignedInHouse;
let house: House;
let clamd: FakeClamd;
let own: string;
let others: string;
let intelligence: string;
const browsers = new Map<Actor, PlainBrowser>();

beforeAll(async () => {
  clamd = await startFakeClamd();
  open = await openSignedInHouse({ clamdUrl: clamd.url, clamdTimeoutMs: 400 });
  ({ house } = open);
  await seedService(house);
  const { data } = await house.gql<{ tellProvider: { id: string } }>(house.cast.chair, 'mutation ($input: TellProviderInput!) { tellProvider(input: $input) { ... on TellProviderPayload { id } ... on Refusal { message } } }', {
    input: { idempotencyKey: newId(), serviceId: house.providersService.serviceId, toldOn: '2 11 2026', toldTime: '10:00', how: 'By telephone' },
  });
  own = data.tellProvider.id;
  await house.sql(`update workflows set context = context || '{"late": false}' where machine = 'representation'`);
  others = String((await house.sql<{ id: string }>('select id from representations where id <> $1', [own]))[0]?.id);
  intelligence = String((await house.sql<{ id: string }>(`select id from intelligence where severity = 'P2'`))[0]?.id);
});
afterAll(async () => {
  await open.close();
  await clamd.stop();
});
beforeEach(() => {
  clamd.mode = 'up';
});

const browserOf = async (actor: Actor): Promise<PlainBrowser> => {
  const known = browsers.get(actor) ?? (await open.browserOf(actor));
  browsers.set(actor, known);
  return known;
};
const cookies = (browser: PlainBrowser): string => [...browser.jar].map((pair) => pair.join('=')).join('; ');
const at = (kind: string, id: string): string => `/evidence/${kind}/${id}`;

/** Sends a file as a browser without scripts does. */
async function send(actor: Actor, where: string, bytes: Buffer | null, { name = 'report.pdf', fields = {}, token, headers = {} }: { name?: string; fields?: Record<string, string>; token?: string; headers?: Record<string, string> } = {}): Promise<Sent> {
  const browser = await browserOf(actor);
  const form = new FormData();
  for (const [field, value] of Object.entries({ _csrf: token ?? (await browser.token('/account')), idempotencyKey: newId(), audience: 'members', ...fields })) form.set(field, value);
  form.set('file', new Blob(bytes === null ? [] : [new Uint8Array(bytes)], { type: 'application/pdf' }), bytes === null ? '' : name);
  const answer = await fetch(`${open.url}${where}`, { method: 'POST', redirect: 'manual', body: form, headers: { cookie: cookies(browser), origin: open.url, 'sec-fetch-site': 'same-origin', ...headers } });
  return { status: answer.status, location: answer.headers.get('location') ?? '', text: await answer.text() };
}
const said = (sent: Sent): string => /govuk-error-summary__list">(.*?)<\/ul>/s.exec(sent.text)?.[1]?.replaceAll(/<[^>]+>/g, '').trim() ?? sent.text.slice(0, 200);
const rows = (): Promise<Row[]> => house.sql<Row>('select * from evidence_files order by uploaded_at, id');
const newest = async (): Promise<Row> => {
  const [row] = await house.sql<Row>('select * from evidence_files order by id desc limit 1');
  if (row === undefined) throw new Error('No file was kept.');
  return row;
};
/** A file of its own: two alike on one record are recognised. */
const fresh = (inside = ''): Buffer => pdf(`% ${newId()}\n${inside}`);
const add = async (actor: Actor, where: string, bytes = fresh(), fields: Record<string, string> = {}): Promise<Row> => {
  const sent = await send(actor, where, bytes, { fields });
  expect([sent.status, said(sent)]).toEqual([303, '']);
  return newest();
};
const download = async (actor: Actor, id: string): Promise<{ status: number; headers: Headers; bytes: Buffer }> => {
  const answer = await fetch(`${open.url}/evidence/files/${id}`, { redirect: 'manual', headers: { cookie: cookies(await browserOf(actor)) } });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};
const act = (actor: Actor, name: 'release' | 'refuse' | 'withdraw', { id, version }: Pick<Row, 'id' | 'version'>, reason = 'Scanned on a machine of its own.') => {
  const field = `${name}Evidence`;
  const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}EvidencePayload`;
  return house.gql<Record<string, { id?: string; code?: string; message?: string }>>(actor, `mutation ($input: EvidenceReasonInput!) { ${field}(input: $input) { ... on ${type} { id version } ... on Refusal { code message } } }`, { input: { id, version, idempotencyKey: newId(), reason } })
    .then(({ data }) => data[field]);
};
const listed = async (actor: Actor, kind: string, id: string): Promise<string[] | null> => {
  const { data } = await house.gql<{ evidence: { files: { id: string }[] } | null }>(actor, 'query ($kind: String!, $id: ID!) { evidence(recordKind: $kind, recordId: $id) { files { id } } }', { kind, id });
  return data.evidence?.files.map((file) => file.id) ?? null;
};

describe('a file is taken by what is in it', () => {
  it.each([
    ['pdf', () => fresh()],
    ['docx', () => office('word/document.xml', [{ name: 'word/note.xml', text: newId() }])],
    ['xlsx', () => office('xl/workbook.xml', [{ name: 'xl/note.xml', text: newId() }])],
    ['jpeg', () => sharp({ create: { width: 40, height: 30, channels: 3, background: '#123456' } }).jpeg().toBuffer()],
    ['png', () => sharp({ create: { width: 40, height: 30, channels: 3, background: '#654321' } }).png().toBuffer()],
  ])('keeps a %s, whatever it is called, with the hashes of what came and of what is kept', async (kind, make) => {
    const bytes = await make();
    const sent = await send(house.cast.provider, at('representation', own), bytes, { name: 'anything.xyz', fields: { description: 'The rota of October' } });
    expect([sent.status, sent.location]).toEqual([303, at('representation', own)]);
    const row = await newest();
    expect(row).toMatchObject({ kind, state: 'released', scan: 'clean', name: 'anything.xyz', received_bytes: bytes.length, audience: 'provider', from_provider_id: house.providersService.providerId });
    const [kept] = await house.sql<{ received: string; stored: string; kept: string }>(`select encode(received_sha256, 'hex') received, encode(kept_sha256, 'hex') stored, encode(sha256(b.bytes), 'hex') kept from evidence_files e join evidence_bytes b on b.evidence_id = e.id where e.id = $1`, [row.id]);
    expect(kept?.received).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(kept?.kept).toBe(kept?.stored);
    const taken = await download(house.cast.provider, row.id);
    expect(taken.status).toBe(200);
    if (kind !== 'jpeg' && kind !== 'png') expect(taken.bytes.equals(bytes)).toBe(true);
  });

  const archive = (...more: Parameters<typeof zip>[0][number][]) => () => office('word/document.xml', more);
  const packed = (text: string) => `4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n${deflateSync(text).toString('latin1')}\nendstream\nendobj`;
  it.each<[string, () => Buffer | Promise<Buffer>, RegExp]>([
    ['nothing in it', () => Buffer.alloc(0), /empty/],
    ['more than 20 MB', () => Buffer.concat([pdf(), Buffer.alloc(20 * 1_048_576)]), /larger than 20 MB/],
    ['a picture in it that may say where it was taken', async () => office('word/document.xml', [{ name: 'word/media/image1.tiff', text: await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } }).tiff().toBuffer() }]), /kind that may say where it was made/],
    ['a film in it', archive({ name: 'word/media/media1.mp4', text: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(40)]) }), /kind that may say where it was made/],
    ['half a picture in it', async () => office('word/document.xml', [{ name: 'word/media/image1.jpeg', text: (await sharp({ create: { width: 900, height: 900, channels: 3, background: 'red' } }).jpeg().toBuffer()).subarray(0, 1_200) }]), /cannot be read/],
    ['a program renamed', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2_000)]), /not a PDF, Word document/],
    ['plain text', () => Buffer.from('=cmd|calc'), /not a PDF, Word document/],
    ['an archive that is no document', () => zip([{ name: 'a.txt', text: 'a' }]), /not a PDF, Word document/],
    ['an old or locked Word file', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4_096)]), /password or is of an old kind/],
    ['macros', archive({ name: 'word/vbaProject.bin', text: 'x' }), /holds macros/],
    ['another file inside', archive({ name: 'word/embeddings/oleObject1.bin', text: 'x' }), /other files or controls inside/],
    ['a template from elsewhere', archive({ name: 'word/_rels/settings.xml.rels', text: '<Relationships><Relationship Type="http://x/attachedTemplate" Target="https://evil.example" TargetMode="External"/></Relationships>' }), /takes its template/],
    ['a size that is a lie', archive({ name: 'word/media/a.bmp', text: Buffer.alloc(100_000), saysSize: 10 }), /cannot be read/],
    ['an archive that fills memory', archive({ name: 'word/media/a.bmp', text: Buffer.alloc(210 * 1_048_576) }), /unpacks to far more/],
    ['too many parts', archive(...Array.from({ length: 2_100 }, (_, i) => ({ name: `word/${i}.xml`, text: '' }))), /unpacks to far more/],
    ['a link out of the archive', archive({ name: 'word/link.xml', text: '/etc/passwd', mode: 0o120777 }), /cannot be read/],
    ['a path out of the archive', archive({ name: '../../etc/cron.d/x', text: 'x' }), /cannot be read/],
    ['a PDF that runs a script', () => pdf('4 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj'), /holds a program/],
    ['a PDF that hides its script in hexadecimal', () => pdf('4 0 obj\n<< /S /Java#53cript /JS (x) >>\nendobj'), /holds a program/],
    ['a PDF that packs its script', () => pdf(packed('<< /S /JavaScript /JS (x) >>')), /holds a program/],
    ['a PDF that starts a program', () => pdf('4 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj'), /holds a program/],
    ['a PDF with a file inside', () => pdf('4 0 obj\n<< /Type /EmbeddedFile >>\nendobj'), /other files inside/],
    ['a PDF with a password', () => pdf('4 0 obj\n<< /Encrypt 5 0 R >>\nendobj'), /password or is locked/],
    ['half a PDF', () => pdf().subarray(0, 60), /cannot be read/],
    ['a PDF that is an archive too', () => Buffer.concat([pdf(), zip([{ name: 'a', text: 'a' }]), Buffer.from('\nstartxref\n0\n%%EOF\n')]), /two types at once/],
    ['a picture that is a page too', async () => Buffer.concat([await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } }).jpeg().toBuffer(), Buffer.from('<script>alert(1)</script>')]), /two types at once/],
    ['a picture that is an archive too', async () => Buffer.concat([await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } }).png().toBuffer(), zip([{ name: 'a', text: 'a' }])]), /two types at once/],
    ['half a picture', async () => (await sharp({ create: { width: 900, height: 900, channels: 3, background: 'red' } }).jpeg().toBuffer()).subarray(0, 1_200), /cannot be read/],
    ['20,000 by 20,000 pixels', () => sharp({ create: { width: 20_000, height: 20_000, channels: 3, background: 'white' }, limitInputPixels: false }).png({ compressionLevel: 1 }).toBuffer(), /larger than 50 megapixels/],
  ])('refuses one with %s, in words', async (_, make, words) => {
    const before = (await rows()).length;
    const sent = await send(house.cast.coordinator, at('representation', own), await make());
    expect([sent.status, said(sent)]).toEqual([422, expect.stringMatching(words)]);
    expect((await rows()).length).toBe(before);
  }, 30_000);

  it('asks for a file where none was chosen, and records what was refused without its name', async () => {
    expect(said(await send(house.cast.coordinator, at('representation', own), null))).toBe('Choose a file');
    const [refusal] = await house.sql<{ content: object }>(`select content from trail where action = 'refused:uploadEvidence' order by recorded_at desc, id desc limit 1`);
    expect(refusal?.content).toEqual({ after: { code: 'INVALID_INPUT', fields: ['file'] } });
  });

  it('draws a picture anew, upright, without the place it was taken', async () => {
    const gps = { IFD0: { Model: 'Canary Phone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 0/1' } };
    const taken = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#0a0' } }).jpeg().withMetadata({ orientation: 6 }).withExifMerge(gps).withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>Canary</exif:GPSLatitude></x:xmpmeta>').toBuffer();
    expect(taken.includes('Canary')).toBe(true);
    expect((await sharp(taken).metadata()).orientation).toBe(6);
    const row = await add(house.cast.coordinator, at('representation', own), taken);
    const kept = (await download(house.cast.coordinator, row.id)).bytes;
    const { exif, xmp, iptc, orientation, width, height } = await sharp(kept).metadata();
    expect({ exif, xmp, iptc, orientation, width, height }).toEqual({ exif: undefined, xmp: undefined, iptc: undefined, orientation: undefined, width: 20, height: 40 });
    expect(kept.includes('Canary') || kept.includes('Exif') || kept.includes('GPS')).toBe(false);
  });

  it.each([['docx', 'word/document.xml', 'word/media/image1.jpeg', 'word/media/image2.png'], ['xlsx', 'xl/workbook.xml', 'xl/media/image1.jpeg', 'xl/drawings/called-otherwise.bin']] as const)(
    'draws pictures in a %s anew, without the place they were taken, and keeps all else', async (_, mainPart, photo, other) => {
      const gps = { IFD0: { Model: 'Canary Phone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 0/1' } };
      const taken = (format: 'jpeg' | 'png') => sharp({ create: { width: 40, height: 20, channels: 3, background: '#0a0' } })[format]().withMetadata({ orientation: 6 }).withExifMerge(gps).toBuffer();
      const [jpeg, png] = [await taken('jpeg'), await taken('png')];
      expect([jpeg.includes('Canary'), png.includes('Canary')]).toEqual([true, true]);
      const note = { name: 'customXml/item1.xml', text: `<note>${newId()}</note>` };
      const sent = office(mainPart, [note, { name: photo, text: jpeg }, { name: other, text: png }]);
      const row = await add(house.cast.coordinator, at('representation', own), sent);
      const kept = (await download(house.cast.coordinator, row.id)).bytes;
      const parts = unzipSync(new Uint8Array(kept));
      expect(Object.keys(parts)).toEqual(['[Content_Types].xml', mainPart, note.name, photo, other]);
      expect(Buffer.from(parts[note.name] ?? []).toString('utf8')).toBe(note.text);
      for (const name of [photo, other]) {
        const { exif, xmp, orientation, width, height } = await sharp(Buffer.from(parts[name] ?? [])).metadata();
        expect({ exif, xmp, orientation, width, height }).toEqual({ exif: undefined, xmp: undefined, orientation: undefined, width: 20, height: 40 });
      }
      expect(Object.values(parts).some((part) => /Canary|Exif/.test(Buffer.from(part).toString('latin1')))).toBe(false);
      const [hashes] = await house.sql<{ received: string; stored: string; kept: string }>(`select encode(received_sha256, 'hex') received, encode(kept_sha256, 'hex') stored, encode(sha256(b.bytes), 'hex') kept from evidence_files e join evidence_bytes b on b.evidence_id = e.id where e.id = $1`, [row.id]);
      expect([hashes?.received, hashes?.stored, hashes?.stored === hashes?.received]).toEqual([createHash('sha256').update(sent).digest('hex'), hashes?.kept, false]);
    });

  it('takes text parts and places out of a PNG', async () => {
    const plain = await sharp({ create: { width: 5, height: 5, channels: 3, background: '#00a' } }).png().toBuffer();
    const { crc32 } = await import('node:zlib');
    const chunk = (type: string, text: string): Buffer => {
      const body = Buffer.from(type + text, 'latin1');
      const ends = Buffer.alloc(8);
      ends.writeUInt32BE(text.length, 0);
      ends.writeUInt32BE(crc32(body), 4);
      return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
    };
    const told = Buffer.concat([plain.subarray(0, 33), chunk('tEXt', 'Location\0Canary Street'), chunk('eXIf', 'MM\0*\0\0\0\u0008\0\0Canary'), plain.subarray(33)]);
    const row = await add(house.cast.coordinator, at('representation', own), told);
    expect((await download(house.cast.coordinator, row.id)).bytes.includes('Canary')).toBe(false);
  });
});

describe('a name is text', () => {
  it.each([
    ['quotes', 'a"; filename="evil.exe.pdf', 'a&quot;; filename=&quot;evil.exe.pdf'],
    ['marks of direction', 'invoice\u202Efdp.exe', 'invoice\u202Efdp.exe'],
    ['a picture character', 'rota \u{1F4C5}.pdf', 'rota \u{1F4C5}.pdf'],
    ['markup', '<img src=x onerror=alert(1)>.pdf', '&lt;img src=x onerror=alert(1)&gt;.pdf'],
    ['a path', '..\\..\\windows\\evil.pdf', 'evil.pdf'],
  ])('is shown as typed with %s, and stands in no header', async (_, name, shown) => {
    expect((await send(house.cast.coordinator, at('intelligence', intelligence), fresh(), { name })).status).toBe(303);
    const row = await newest();
    const page = await (await browserOf(house.cast.coordinator)).open(at('intelligence', intelligence));
    expect(page.text).toContain(`>${shown}</bdi>`);
    const { headers } = await download(house.cast.coordinator, row.id);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${row.reference}.pdf"`);
  });

  it('begins no header and no line with what follows a line break', async () => {
    expect((await send(house.cast.coordinator, at('intelligence', intelligence), fresh(), { name: 'a\r\nSet-Cookie: x=1.pdf' })).status).toBe(303);
    const row = await newest();
    expect(row.name).toBe('a Set-Cookie: x=1.pdf');
    const { headers } = await download(house.cast.coordinator, row.id);
    expect(headers.getSetCookie()).toEqual([]);
  });
});

describe('scanning', () => {
  it('keeps a virus out: its bytes are not stored, that it came is', async () => {
    const sent = await send(house.cast.provider, at('representation', own), fresh(eicar));
    expect(sent.status).toBe(303);
    const row = await newest();
    expect(row).toMatchObject({ state: 'keptOut', scan: 'infected', kept_sha256: null });
    expect(await house.sql('select from evidence_bytes where evidence_id = $1', [row.id])).toEqual([]);
    expect((await download(house.cast.provider, row.id)).status).toBe(404);
    const page = await (await browserOf(house.cast.provider)).open(`/replies/${own}`);
    expect(page.text).toMatch(/A virus was found/);
    expect(await house.sql(`select from trail where action = 'evidenceKeptOut' and subject_id = $1`, [row.id])).toHaveLength(1);
    expect((await act(house.cast.coordinator, 'release', row))?.code).toBe('INVALID_INPUT');
  });

  it.each(['down', 'slow', 'odd'] as const)('lets a file wait while the scanner is %s, and nobody but an officer reads it', async (mode) => {
    clamd.mode = mode;
    const row = await add(house.cast.provider, at('representation', own));
    expect(row).toMatchObject({ state: 'waiting', scan: 'notScanned' });
    expect((await download(house.cast.provider, row.id)).status).toBe(404);
    expect((await download(house.cast.icbNurse, row.id)).status).toBe(404);
    expect((await download(house.cast.qaOfficer, row.id)).status).toBe(200);
    expect((await act(house.cast.qaOfficer, 'release', row))?.id).toBe(row.id);
    expect((await download(house.cast.icbNurse, row.id)).status).toBe(200);
  });

  it('looks again before a file is released: what is clean now says so, a virus is kept out after all', async () => {
    clamd.mode = 'down';
    const clean = await add(house.cast.provider, at('representation', own));
    const infected = await add(house.cast.provider, at('representation', own), fresh(eicar));
    clamd.mode = 'up';
    for (const row of [clean, infected]) expect((await act(house.cast.qaOfficer, 'release', row))?.id).toBe(row.id);
    expect(await house.sql('select state, scan from evidence_files where id = any ($1) order by id', [[clean.id, infected.id]])).toEqual([{ state: 'released', scan: 'clean' }, { state: 'keptOut', scan: 'infected' }]);
    expect(await house.sql('select from evidence_bytes where evidence_id = $1', [infected.id])).toEqual([]);
  });

  it('is told whole files of any length', async () => {
    const long = pdf(`% ${newId()}\n% ${'x'.repeat(300_000)}`);
    await add(house.cast.coordinator, at('representation', own), long);
    expect(clamd.lastSize).toBe(long.length);
  });

  it('never lets the one who sent a file release it, nor anybody outside the office; each is told who may', async () => {
    clamd.mode = 'down';
    const row = await add(house.cast.qaOfficer, at('representation', own));
    expect(await act(house.cast.qaOfficer, 'release', row)).toMatchObject({ code: 'NOT_PERMITTED', message: expect.stringContaining('another officer') });
    for (const name of ['provider', 'icbNurse', 'auditor'] as const) expect(await act(house.cast[name], 'release', row)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect((await act(house.cast.chair, 'release', row, ''))?.code).toBe('INVALID_INPUT');
    const [first, second] = await Promise.all([act(house.cast.chair, 'release', row), act(house.cast.coordinator, 'refuse', row)]);
    expect([first?.code, second?.code].filter((code) => code !== undefined)).toEqual(['STALE_VERSION']);
    expect((await act(house.cast.chair, 'release', row))?.code).toBe('STALE_VERSION');
  });

  it('removes the bytes of a refused file and keeps that it came, by whom it was refused and why', async () => {
    clamd.mode = 'down';
    const row = await add(house.cast.provider, at('representation', own));
    const officer = await browserOf(house.cast.coordinator);
    expect((await officer.open('/evidence/waiting')).text).toContain(row.reference);
    const page = await officer.open(`/evidence/files/${row.id}/refuse`);
    const field = (name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(page.text.slice(page.text.indexOf('<main')))?.[1] ?? '';
    const form = { _csrf: field('_csrf'), idempotencyKey: field('idempotencyKey'), version: field('version') };
    expect((await officer.open(`/evidence/files/${row.id}/refuse`, { ...form, reason: '' })).text).toContain('Enter why the file is not taken');
    expect((await officer.open(`/evidence/files/${row.id}/refuse`, { ...form, reason: 'It is about another service.' })).status).toBe(303);
    expect(await house.sql('select from evidence_bytes where evidence_id = $1', [row.id])).toEqual([]);
    expect((await (await browserOf(house.cast.provider)).open(`/replies/${own}`)).text).toContain('It is about another service.');
    const [entry] = await house.sql<{ content: object }>(`select content from trail where action = 'evidenceRefused' and subject_id = $1`, [row.id]);
    expect(JSON.stringify(entry?.content)).not.toContain('another service');
  });
});

describe('who sees a file', () => {
  it('is asked of the file, its record and its caveat; hidden and missing are the same', async () => {
    const forAll = await add(house.cast.coordinator, at('representation', own));
    const forOfficers = await add(house.cast.coordinator, at('representation', own), fresh(), { audience: 'council' });
    const privileged = await add(house.cast.coordinator, at('representation', own), fresh(), { caveat: 'legalPrivilege' });
    const theirs = await add(house.cast.provider, at('representation', own));
    const seen = async (actor: Actor): Promise<boolean[]> => {
      const ids = (await listed(actor, 'representation', own)) ?? [];
      const by = [forAll, forOfficers, privileged, theirs].map(({ id }) => ids.includes(id));
      for (const [index, { id }] of [forAll, forOfficers, privileged, theirs].entries()) expect((await download(actor, id)).status).toBe(by[index] ? 200 : 404);
      return by;
    };
    expect(await seen(house.cast.chair)).toEqual([true, true, true, true]);
    expect(await seen(house.cast.qaOfficer)).toEqual([true, true, false, true]);
    expect(await seen(house.cast.icbNurse)).toEqual([true, false, false, true]);
    expect(await seen(house.cast.provider)).toEqual([false, false, false, true]);
    expect(await seen(house.cast.brokerage)).toEqual([false, false, false, false]);
    await house.sql('delete from panel_seats where membership_id = $1', [house.cast.socialWorker.membershipId]);
    expect(await seen(house.cast.socialWorker)).toEqual([false, false, false, false]);
    const missing = await download(house.cast.provider, newId());
    expect((await download(house.cast.provider, forAll.id)).bytes.toString().replaceAll(/nonce[^"]*"[^"]*"/g, '').length).toBe(missing.bytes.toString().replaceAll(/nonce[^"]*"[^"]*"/g, '').length);
  });

  it('hides another provider’s file, record and form, and another council’s', async () => {
    const row = await add(house.cast.coordinator, at('representation', others));
    expect((await download(house.cast.provider, row.id)).status).toBe(404);
    expect((await (await browserOf(house.cast.provider)).open(at('representation', others))).status).toBe(404);
    expect((await send(house.cast.provider, at('representation', others), fresh())).status).toBe(404);
    const stranger = await house.neighbour();
    expect(await listed(stranger, 'representation', others)).toBeNull();
    expect((await act(stranger, 'withdraw', row))?.code).toBe('NOT_FOUND');
  });

  it('takes files for records that are there, from who may add to them', async () => {
    expect((await send(house.cast.coordinator, at('representation', newId()), fresh())).status).toBe(404);
    expect((await send(house.cast.coordinator, at('service', house.providersService.serviceId), fresh())).status).toBe(404);
    expect((await send(house.cast.icbNurse, at('representation', own), fresh())).status).toBe(403);
    expect((await send(house.cast.brokerage, at('representation', own), fresh())).status).toBe(403);
    for (const [kind, table] of [['restriction', 'restrictions'], ['decision', 'decisions'], ['action', 'actions']] as const) {
      const [record] = await house.sql<{ id: string }>(`select id from ${table} limit 1`);
      await add(house.cast.coordinator, at(kind, String(record?.id)));
      const path = { restriction: '/restrictions/', decision: '/decisions/made/', action: '/actions/' }[kind];
      const page = await (await browserOf(house.cast.coordinator)).open(`${path}${record?.id}`);
      expect([kind, page.status, page.text.includes('report.pdf')]).toEqual([kind, 200, true]);
    }
    expect(said(await send(house.cast.coordinator, at('intelligence', intelligence), fresh(), { fields: { audience: '' } }))).toBe('Choose who may see this');
    expect(said(await send(house.cast.icbNurse, at('intelligence', intelligence), fresh(), { fields: { audience: 'council' } }))).toBe('Choose who may see this from the list');
    expect(said(await send(house.cast.coordinator, at('intelligence', intelligence), fresh(), { fields: { caveat: 'namedPeople' } }))).toBe('Choose a caveat of the list');
  });
});

describe('files of visits, notices and terminations', () => {
  const made = async (actor: Actor, mutation: string, input: object): Promise<string> => {
    const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
    const { data } = await house.gql<Record<string, { id?: string; message?: string }>>(actor, `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { ... on ${name}Payload { id } ... on Refusal { message } } }`, { input: { idempotencyKey: newId(), ...input } });
    const { id, message } = data[mutation] ?? {};
    if (id === undefined) throw new Error(message);
    return id;
  };
  it('are seen with their record: the provider adds to its own notice and sees there what it sent; a partner reads no file of the council’s officers', async () => {
    const { coordinator, qaOfficer, icbNurse, provider } = house.cast;
    const { serviceId, providerId } = house.providersService;
    const contractId = newId();
    await house.sql('insert into contracts (council_id, id, service_id, provider_id, reference, starts_on, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)', [house.councilId, contractId, serviceId, providerId, 'C-FILES', '2024-04-01', '2026-09-01T09:00:00Z']);
    const visit = await made(qaOfficer, 'recordVisit', { serviceId, kind: 'followUp', announced: false, outOfHours: true, officerIds: [qaOfficer.membershipId], visitedOn: '2 11 2026', finding: 'One nurse was on duty.', faultReasons: [], actionIds: [] });
    const notice = await made(qaOfficer, 'considerNotice', { serviceId, kind: 'remedy', contractId, because: 'Agreed support changed nothing.' });
    const termination = await made(qaOfficer, 'proposeTermination', {
      serviceId, contractId, ground: 'repeatedBreach', facts: 'Breached three times.', options: 'A second notice.', equalityNote: 'People are moved with choice.', proportionality: 'Nothing less was kept to.', periodCount: 28, periodUnit: 'days', periodClause: '14.2',
    });
    for (const [kind, id, path] of [['visit', visit, '/visits/'], ['notice', notice, '/notices/'], ['termination', termination, '/terminations/']] as const) {
      const mine = await add(coordinator, at(kind, id), fresh(), { audience: 'council' });
      const page = await (await browserOf(coordinator)).open(`${path}${id}`);
      expect([kind, page.status, page.text.includes(mine.reference)]).toEqual([kind, 200, true]);
      expect((await listed(icbNurse, kind, id))?.includes(mine.id) ?? false).toBe(false);
      expect((await download(coordinator, mine.id)).status).toBe(200);
      expect((await act(qaOfficer, 'withdraw', mine))?.id).toBe(mine.id);
      expect((await (await browserOf(coordinator)).open(at(kind, id))).text).toContain(`href="${path}${id}"`);
    }
    // Not issued yet, a notice is not the provider's; a termination's file never is.
    expect((await send(provider, at('notice', notice), fresh())).status).toBe(404);
    expect((await send(provider, at('termination', termination), fresh())).status).toBe(403);
    await house.sql(`update notices set issued_on = '2026-11-02' where id = $1`, [notice]);
    await house.sql(`update workflows set state = 'issued' where id = $1`, [notice]);
    const sent = await add(provider, at('notice', notice));
    expect(await listed(provider, 'notice', notice)).toEqual([sent.id]);
    expect((await (await browserOf(provider)).open(`/my-notices/${notice}`)).text).toContain(sent.reference);
    expect(await listed(coordinator, 'notice', notice)).toContain(sent.id);
  });
});

describe('a file is downloaded, never shown', () => {
  it('as an attachment under our own name, in a sandbox; every download and every refused one is recorded', async () => {
    const row = await add(house.cast.coordinator, at('representation', own));
    const { headers } = await download(house.cast.coordinator, row.id);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${row.reference}.pdf"`);
    expect([headers.get('content-type'), headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual(['application/pdf', 'nosniff', 'no-store']);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    await download(house.cast.provider, row.id);
    expect(await house.sql(`select from reads where operation = 'download:evidence' and subject_id = $1 and membership_id = $2`, [row.id, house.cast.coordinator.membershipId])).toHaveLength(1);
    expect(await house.sql(`select from trail where action = 'refused:download:evidence' and subject_id = $1 and membership_id = $2`, [row.id, house.cast.provider.membershipId])).toHaveLength(1);
  });
});

describe('correcting', () => {
  it('recognises the same file with the same record, also of two sent at once', async () => {
    const bytes = fresh();
    const [first, second] = await Promise.all([send(house.cast.coordinator, at('representation', own), bytes), send(house.cast.coordinator, at('representation', own), bytes)]);
    expect([first.status, second.status].sort()).toEqual([303, 422]);
    expect(said([first, second].find(({ status }) => status === 422) ?? first)).toMatch(/here already, as EVI-2026-\d{5}/);
  });

  it('does once what is sent twice', async () => {
    const before = (await rows()).length;
    const fields = { idempotencyKey: newId() };
    const bytes = fresh();
    await send(house.cast.coordinator, at('representation', own), bytes, { fields });
    expect((await send(house.cast.coordinator, at('representation', own), bytes, { fields })).status).toBe(303);
    expect((await rows()).length).toBe(before + 1);
  });

  it('keeps what was replaced and what was withdrawn in the list, with the reason', async () => {
    const first = await add(house.cast.provider, at('representation', own));
    const second = await add(house.cast.provider, at('representation', own), fresh(), { replacesId: first.id });
    expect(said(await send(house.cast.provider, at('representation', own), fresh(), { fields: { replacesId: first.id } }))).toBe('This file is replaced already');
    expect(await act(house.cast.icbNurse, 'withdraw', second)).toMatchObject({ code: 'NOT_PERMITTED' });
    expect((await act(house.cast.provider, 'withdraw', second, 'It names a resident.'))?.id).toBe(second.id);
    const page = await (await browserOf(house.cast.provider)).open(`/replies/${own}`);
    expect(page.text).toContain(`Replaced</strong> by ${second.reference}`);
    expect(page.text).toContain('It names a resident.');
    expect((await download(house.cast.provider, second.id)).status).toBe(404);
    expect((await download(house.cast.qaOfficer, second.id)).status).toBe(200);
  });
});

describe('the way in', () => {
  it('takes no form from elsewhere, without its token, or from nobody, and keeps nothing of it', async () => {
    const before = (await rows()).length;
    expect((await send(house.cast.coordinator, at('representation', own), fresh(), { token: 'forged' })).status).toBe(403);
    expect((await send(house.cast.coordinator, at('representation', own), fresh(), { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(fresh())]), 'a.pdf');
    expect((await fetch(`${open.url}${at('representation', own)}`, { method: 'POST', body: form, redirect: 'manual', headers: { origin: open.url } })).status).toBe(403);
    expect((await send(house.cast.coordinator, '/actions/add', fresh())).status).toBe(415);
    expect((await rows()).length).toBe(before);
  });

  it('keeps nothing of an upload that breaks off', async () => {
    const before = (await rows()).length;
    const browser = await browserOf(house.cast.coordinator);
    const token = await browser.token('/account');
    await new Promise<void>((resolve) => {
      const sending = request(`${open.url}${at('representation', own)}`, { method: 'POST', headers: { cookie: cookies(browser), origin: open.url, 'content-type': 'multipart/form-data; boundary=b', 'content-length': '500000' } });
      sending.on('error', () => resolve());
      sending.write(`--b\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7`, () => sending.destroy(new Error('broken off')));
    });
    expect((await browser.open('/account')).status).toBe(200);
    expect((await rows()).length).toBe(before);
  });

  it('is the same by bearer token, and takes no cookie there', async () => {
    const [membership] = await house.get(Accounts).membershipsOf(house.cast.coordinator.personId ?? '');
    if (membership === undefined) throw new Error('no membership');
    const authorization = `Bearer ${await house.get(Sessions).begin(membership, 'token')}`;
    const bytes = fresh();
    const post = (headers: Record<string, string>, file = bytes): Promise<Response> => {
      const form = new FormData();
      form.set('idempotencyKey', newId());
      form.set('audience', 'members');
      form.set('file', new Blob([new Uint8Array(file)]), 'by api.pdf');
      return fetch(`${open.url}/api${at('representation', own)}`, { method: 'POST', body: form, headers });
    };
    expect((await post({ cookie: cookies(await browserOf(house.cast.coordinator)), origin: open.url })).status).toBe(401);
    const answer = await post({ authorization });
    const body = (await answer.json()) as { id: string; state: string; reference: string };
    expect([answer.status, body.state]).toEqual([201, 'released']);
    const again = await post({ authorization });
    expect([again.status, await again.json()]).toEqual([422, expect.objectContaining({ code: 'INVALID_INPUT', fields: [{ field: 'file', message: `This file is here already, as ${body.reference}` }] })]);
    const taken = await fetch(`${open.url}/api/evidence/files/${body.id}`, { headers: { authorization } });
    expect(Buffer.from(await taken.arrayBuffer()).equals(bytes)).toBe(true);
    expect((await fetch(`${open.url}/api/evidence/files/${body.id}`, { headers: { cookie: cookies(await browserOf(house.cast.coordinator)) } })).status).toBe(401);
    expect((await fetch(`${open.url}/evidence/files/${body.id}`, { headers: { authorization }, redirect: 'manual' })).status).toBe(302);
  });
});
