import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ClsService } from 'nestjs-cls';

const REHEARSAL = 'rehearsal';

/** Whether an outside client asks for a rehearsal, by the header `x-rehearsal: true`. */
export const isRehearsal = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean => headers['x-rehearsal'] === 'true';

/**
 * A mutation done whole and then given up: it answers as the real one would, with what it would make or with its refusal, and
 * nothing of it stays. "Check your answers" asks it, so that a form is never shown as right and refused at its last button.
 */
@Injectable()
export class Rehearsal {
  constructor(private readonly cls: ClsService) {}

  /** Mutations within `work` are rehearsed. */
  run<T>(work: () => T): T {
    return this.cls.run({ ifNested: 'inherit' }, () => {
      this.cls.set(REHEARSAL, true);
      return work();
    });
  }

  get isOn(): boolean {
    return this.cls.isActive() && this.cls.get<boolean | undefined>(REHEARSAL) === true;
  }
}
