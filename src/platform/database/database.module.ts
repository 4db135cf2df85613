import { ClsPluginTransactional } from '@nestjs-cls/transactional';
import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { ClsModule } from 'nestjs-cls';
import type pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { SystemActors } from '../access/system-actors.js';
import { Trail } from '../audit/trail.js';
import { APP_URL, READ_POOL, readPool, writeSource } from './pools.js';
import { ReadUnit } from './read-unit.js';
import { UnitAdapter } from './unit-adapter.js';
import { WriteUnit } from './write-unit.js';

/** One database for the whole process: a pool that reads, a data source that writes, and the units on top of them. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    @Inject(READ_POOL) private readonly pool: pg.Pool,
    private readonly source: DataSource,
  ) {}

  static connect(appUrl: string, entities: NonNullable<DataSourceOptions['entities']>): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        withoutIdleEnhancers(ClsModule.forRoot({
          global: true,
          plugins: [new ClsPluginTransactional({ adapter: new UnitAdapter(), enableTransactionProxy: false })],
        })),
      ],
      providers: [
        { provide: APP_URL, useValue: appUrl },
        { provide: READ_POOL, useFactory: () => readPool(appUrl) },
        { provide: DataSource, useFactory: () => writeSource(appUrl, entities).initialize() },
        ReadUnit,
        WriteUnit,
        Trail,
        SystemActors,
      ],
      exports: [APP_URL, READ_POOL, DataSource, ReadUnit, WriteUnit, Trail, SystemActors],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.pool.end(), this.source.destroy()]);
  }
}

/**
 * nestjs-cls puts a guard and an interceptor that do nothing before every resolver and page unless it is asked to mount its own; the
 * interceptor alone makes five promises and three observables a call. Our context is opened by a Fastify hook, so both go.
 */
function withoutIdleEnhancers(module: DynamicModule): DynamicModule {
  const idle = (provider: unknown): boolean => [APP_GUARD, APP_INTERCEPTOR].includes((provider as { provide?: string }).provide ?? '');
  return {
    ...module,
    ...(module.imports && { imports: module.imports.map((one) => ('module' in one ? withoutIdleEnhancers(one) : one)) }),
    ...(module.providers && { providers: module.providers.filter((one) => !idle(one)) }),
  };
}
