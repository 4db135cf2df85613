import { type DynamicModule, Module } from '@nestjs/common';
import { Clock } from './clock.js';

/** One clock for the whole process; tests and the demo's story give a `MovingClock`. */
@Module({})
export class ClockModule {
  static with(clock: Clock): DynamicModule {
    return { module: ClockModule, global: true, providers: [{ provide: Clock, useValue: clock }], exports: [Clock] };
  }
}
