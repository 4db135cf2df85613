import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ProvidersPage } from './pages/providers/providers.page.js';
import { PageFilter } from './page.filter.js';
import { Pages } from './pages.service.js';
import { Renderer } from './renderer.js';

/** Pages. A page is a GraphQL client in the same process. */
@Module({
  controllers: [ProvidersPage],
  providers: [Pages, Renderer, { provide: APP_FILTER, useClass: PageFilter }],
})
export class WebModule {}
