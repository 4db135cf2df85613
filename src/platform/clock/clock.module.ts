import { Global, Module } from '@nestjs/common';
import { Clock } from './clock.js';

/** One clock for the whole process. Tests and the demo override the `Clock` provider with a `MovingClock`. */
@Global()
@Module({ providers: [Clock], exports: [Clock] })
export class ClockModule {}
