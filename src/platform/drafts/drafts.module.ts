import { Global, Module } from '@nestjs/common';
import { Drafts } from './drafts.js';
import { DraftsController } from './drafts.controller.js';

@Global()
@Module({ controllers: [DraftsController], providers: [Drafts], exports: [Drafts] })
export class DraftsModule {}
