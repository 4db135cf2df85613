import { Readable } from 'node:stream';
import { Controller, HttpCode, Post, Query, Req, Res, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../platform/access/actor.js';
import { may, permissionOf } from '../../../platform/access/policy.js';
import { Trail } from '../../../platform/audit/trail.js';
import { Clock } from '../../../platform/clock/clock.js';
import { WriteUnit } from '../../../platform/database/write-unit.js';
import { refuseTooLarge } from '../../../platform/files/csv-body.hook.js';
import { CsvBrokenOff, CsvTooLarge, withReceivedCsv } from '../../../platform/files/received-csv.js';
import '../../../platform/identity/identity-request.js';
import { ContractsImport } from './contracts-import.service.js';
import { FileRefused } from './csv-file.js';
import type { ImportReport } from './import-tally.js';
import { RegisterImport } from './register-import.service.js';

/** At once in one process: each keeps a processor busy while it reads, and a connection while it writes. */
const atOnce = 2;
type Import = (actor: Actor, path: string) => Promise<ImportReport>;

/**
 * The imports of the command line for another system, by bearer token: one CSV file as the body, into the service account's own
 * council. Answers `ImportResult`, or `{code, message}` with 400, 403, 413, 415 or 503.
 */
@Controller('api/import')
export class ImportFilesController {
  private underWay = 0;

  constructor(
    private readonly register: RegisterImport,
    private readonly contracts: ContractsImport,
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly clock: Clock,
  ) {}

  /** @param asAt the day the file was published, YYYY-MM-DD */
  @Post('cqc')
  @HttpCode(200)
  importRegister(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Query('asAt') asAt?: unknown): Promise<object> {
    return this.take('importRegister', request, reply, (actor, path) => this.register.runAs(actor, path, asAt === undefined ? {} : { asAt: this.dayOf(asAt) }));
  }

  @Post('contracts')
  @HttpCode(200)
  importContracts(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    return this.take('importContracts', request, reply, (actor, path) => this.contracts.runAs(actor, path));
  }

  private async take(act: string, request: FastifyRequest, reply: FastifyReply, run: Import): Promise<object> {
    if (request.session === null) throw new UnauthorizedException();
    const { actor } = request.session;
    if (!may(actor, act)) return this.refuse(actor, act, reply.code(403), 'NOT_PERMITTED', `You may not do this. It may be done by ${permissionOf(act)?.who ?? 'nobody'}.`);
    if (this.underWay >= atOnce) return reply.code(503).header('retry-after', '30').send({ code: 'BUSY', message: 'Other files are being imported: try again in half a minute. Nothing was changed.' });
    this.underWay += 1;
    try {
      const body = request.body instanceof Readable ? request.body : Readable.from([]);
      const { result } = await withReceivedCsv(body, (path) => run(actor, path));
      return result;
    } catch (error) {
      if (error instanceof CsvTooLarge) return refuseTooLarge(reply);
      if (error instanceof CsvBrokenOff) return reply.code(400).send({ code: 'BROKEN_OFF', message: 'The file did not come whole. Nothing was changed.' });
      if (error instanceof FileRefused) return this.refuse(actor, act, reply.code(400), 'FILE_REFUSED', error.message);
      throw error;
    } finally {
      this.underWay -= 1;
    }
  }

  /** That it was refused stands on the trail, as with every mutation; what the file held does not. */
  private async refuse(actor: Actor, act: string, reply: FastifyReply, code: string, message: string): Promise<FastifyReply> {
    await this.unit.run(actor, () => this.trail.record({ subjectKind: 'refusal', subjectId: actor.membershipId, action: `refused:${act}`, after: { code } }));
    return reply.send({ code, message });
  }

  /** Facts of a day to come would outlast every file until then. */
  private dayOf(asAt: unknown): string {
    const day = typeof asAt === 'string' && isDay(asAt) ? asAt : null;
    if (day === null) throw new FileRefused('asAt is not a date: write it as 2021-01-31. Nothing was imported.');
    if (day > this.clock.today().toString()) throw new FileRefused(`asAt ${day} is in the future. Nothing was imported.`);
    return day;
  }
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}
