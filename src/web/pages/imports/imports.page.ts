import { Controller, Get, Param } from '@nestjs/common';
import { ImportRejectsDocument, ImportsDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

const columns = [{ key: 'row', header: 'Row' }, { key: 'field', header: 'Column' }, { key: 'message', header: 'What to put right' }];
const circle = ['chair', 'coordinator', 'qaOfficer', 'safeguardingLead', 'authorisedOfficer', 'auditor'];

/** Lists brought in from spreadsheets, the rows that were refused, and what still rests on earlier records alone. */
@Controller('imports')
export class ImportsPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const { imports } = await this.pages.read(visit, ImportsDocument, {});
    return this.pages.view(visit, 'pages/imports/imports', { title: 'From earlier records', wide: true, imports, circle: circle.includes(visit.actor.role) });
  }

  @Get(':id/rejects')
  async rejects(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const { reference, cells } = await this.pages.readOne(visit, ImportRejectsDocument, { id }, (data) => data.importRejects);
    return this.pages.csv(visit, { name: `${reference}-rejects.csv`, of: 'importRejects', subjectKind: 'import', subjectId: id }, columns, cells);
  }
}
