import { Controller, Get, Param } from '@nestjs/common';
import { SharedRecordDocument, SharedServiceDocument, SharedWithUsDocument } from '../../generated/documents.js';
import { Pages } from '../../pages.service.js';
import { type Visit, Visited } from '../../visit.js';

/** What a host or placing council sees: what was shared with it, and nothing beside (R37). */
@Controller('shared')
export class SharedPage {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Visited() visit: Visit): Promise<string> {
    const { sharedWithUs } = await this.pages.read(visit, SharedWithUsDocument, {});
    return this.pages.view(visit, 'pages/sharing/shared', { title: 'Shared with us', shares: sharedWithUs });
  }

  @Get('services/:id')
  async service(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const service = await this.pages.readOne(visit, SharedServiceDocument, { id }, (data) => data.sharedService);
    return this.pages.view(visit, 'pages/sharing/shared-service', { title: service.name, service });
  }

  @Get('records/:id')
  async record(@Visited() visit: Visit, @Param('id') id: string): Promise<string> {
    const record = await this.pages.readOne(visit, SharedRecordDocument, { id }, (data) => data.sharedRecord);
    return this.pages.view(visit, 'pages/sharing/shared-record', { title: record.reference, record });
  }
}
