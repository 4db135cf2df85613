import { strFromU8, unzipSync } from 'fflate';
import { toWord } from './word.js';

const paper = { council: 'Exampleshire', title: `Minutes: ${'Provider Escalation Panel '.repeat(8).trim()}`, reference: 'MTG-2026-00001', marking: 'Confidential', note: 'A summary.', facts: [['Held', '13 October 2026']] as const, parts: [{ heading: 'Attendance', text: 'Present:\nAnn Lee' }] };

describe('a paper for Word', () => {
  it('has lines as high as what stands in them: those of a long title do not run into one another', async () => {
    const files = unzipSync(await toWord(paper as never));
    const [defaults] = /<w:pPrDefault>.*?<\/w:pPrDefault>/.exec(strFromU8(files['word/styles.xml'] ?? new Uint8Array())) ?? [];
    expect(defaults).toContain('w:lineRule="auto"');
    expect(strFromU8(files['word/document.xml'] ?? new Uint8Array())).toContain(paper.title);
  });
});
