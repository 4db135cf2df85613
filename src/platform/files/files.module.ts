import { Global, Module } from '@nestjs/common';
import { Scanner } from './scanner.js';

/** Receiving files. */
@Global()
@Module({ providers: [Scanner], exports: [Scanner] })
export class FilesModule {}
