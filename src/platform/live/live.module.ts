import { Global, Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { Changes } from './changes.js';
import { LiveController } from './live.controller.js';
import { LiveStreams } from './live-streams.js';
import { LiveSubjects } from './live-subjects.js';

@Global()
@Module({ imports: [IdentityModule], controllers: [LiveController], providers: [Changes, LiveStreams, LiveSubjects], exports: [LiveSubjects] })
export class LiveModule {}
