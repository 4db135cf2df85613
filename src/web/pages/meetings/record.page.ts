import { Controller, Get, Param } from '@nestjs/common';
import { MeetingRecordDocument } from '../../generated/documents.js';
import { type Body as Posted, whole } from '../../form.js';
import { pagination } from '../../pagination.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

/** A meeting that was held, on one page: what was known, who was there, what was recommended, what was decided, and what came of it. */
@Controller('meetings/:id/record')
export class MeetingRecordPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async show(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const record = await this.pages.readOne(visit, MeetingRecordDocument, { id, page: Math.max(1, whole((visit.request.query as Posted)['page'])) }, (data) => data.meetingRecord);
    return this.pages.view(visit, 'pages/meetings/record', { title: `${record.title}, ${record.reference}: the whole record`, record, pagination: pagination(visit.request.url, record) });
  }
}
