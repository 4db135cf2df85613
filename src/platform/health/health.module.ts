import { Controller, Get, HttpStatus, Inject, Module, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type pg from 'pg';
import { READ_POOL } from '../database/pools.js';

/** For those who watch the service: alive, and ready to work. Neither tells anything about anybody. */
@Controller('health')
class HealthController {
  constructor(@Inject(READ_POOL) private readonly pool: pg.Pool) {}

  @Get('live')
  live(): { status: string } {
    return { status: 'alive' };
  }

  /** 503 while the database does not answer. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string }> {
    try {
      await this.pool.query('select 1');
      return { status: 'ready' };
    } catch {
      void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
      return { status: 'database unavailable' };
    }
  }
}

@Module({ controllers: [HealthController] })
export class HealthModule {}
