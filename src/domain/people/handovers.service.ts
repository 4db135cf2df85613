import { Injectable } from '@nestjs/common';
import type { Role } from '../../platform/access/actor.js';
import { Trail } from '../../platform/audit/trail.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { type FieldProblem, InvalidInput } from '../../platform/graphql/refusals.js';
import { KindsOfWork } from './kinds-of-work.js';
import type { HandOverWork } from './membership.inputs.js';
import { PeopleDesk } from './people-desk.js';
import { PeopleNotices } from './people-notices.js';

interface Piece {
  readonly kind: string;
  readonly id: string;
  readonly reference: string;
  readonly stays: string | null;
}
interface Taker {
  readonly id: string;
  readonly person_id: string | null;
  readonly role: Role;
  readonly agency_id: string | null;
  readonly version: number;
}

const work = 'select kind, id, reference, stays from open_work_of($1) order by kind, due_on, reference, id';

/** Work goes from somebody who leaves, or has left, to somebody who may have it: moved, trailed and told in the one unit (ADR 0025). */
@Injectable()
export class Handovers {
  constructor(
    private readonly unit: WriteUnit,
    private readonly trail: Trail,
    private readonly desk: PeopleDesk,
    private readonly kinds: KindsOfWork,
    private readonly notices: PeopleNotices,
  ) {}

  /** The pieces an administrator chose, whether the membership is in force or has ended. */
  async handOver({ id, workGoesTo, workIds }: HandOverWork): Promise<Outcome> {
    await this.desk.administrators();
    const held = await this.desk.hold<Taker>('membership', id, null);
    const open = await this.open(id);
    if (workIds.some((one) => !open.some((piece) => piece.id === one && piece.stays === null))) {
      throw new InvalidInput([{ field: 'workIds', message: 'Choose from what is open now: something of it was done or moved meanwhile' }]);
    }
    await this.giveAll(held, workGoesTo, open.filter((piece) => workIds.includes(piece.id)));
    return { id, version: held.version };
  }

  /**
   * All that can go, to one person.
   * @throws InvalidInput naming each piece they may not have
   */
  async handOverAll(id: string, workGoesTo: string): Promise<void> {
    const held = await this.desk.hold<Taker>('membership', id, null);
    await this.giveAll(held, workGoesTo, (await this.open(id)).filter(({ stays }) => stays === null));
  }

  /** To the same person in another job: what goes with it. The rest stays listed with the old membership, to be handed over. */
  async takeAlong(id: string, newId: string): Promise<void> {
    const held = await this.desk.hold<Taker>('membership', id, null);
    const taker = await this.desk.hold<Taker>('membership', newId, null);
    const pieces = (await this.open(id)).filter(({ stays }) => stays === null);
    const problems = await this.problems(held, taker, pieces);
    await this.give(held, taker, pieces.filter((piece) => !problems.has(piece)));
  }

  private open(membershipId: string): Promise<Piece[]> {
    return this.unit.query<Piece>(work, [membershipId]);
  }

  private async giveAll(held: Taker, workGoesTo: string, pieces: readonly Piece[]): Promise<void> {
    if (workGoesTo === held.id) throw new InvalidInput([{ field: 'workGoesTo', message: 'Choose somebody else: it is theirs now' }]);
    await this.desk.demandInForce(workGoesTo, 'workGoesTo');
    const taker = await this.desk.hold<Taker>('membership', workGoesTo, null);
    this.desk.demandAnother(taker.person_id);
    const problems = await this.problems(held, taker, pieces);
    if (problems.size > 0) throw new InvalidInput([...problems.values()]);
    await this.give(held, taker, pieces);
  }

  private async give(held: Taker, taker: Taker, pieces: readonly Piece[]): Promise<void> {
    if (pieces.length === 0) return;
    await this.unit.withSightOfAll(async () => {
      for (const { kind, id } of pieces) await this.kinds.find(kind).give(id, taker.id, held.id);
    });
    await this.trail.record({ subjectKind: 'membership', subjectId: held.id, action: 'workHandedOver', after: { workGoesTo: taker.id, work: pieces.map(({ reference }) => reference) } });
    await this.notices.workComes(held.id, taker.id, pieces);
  }

  /** Who may not have what, and who may. Partners and CQC see what their panels look at (R37): theirs goes to a colleague, or to an officer. */
  private async problems(held: Taker, taker: Taker, pieces: readonly Piece[]): Promise<Map<Piece, FieldProblem>> {
    const problems = new Map<Piece, FieldProblem>();
    const isStranger = ['partner', 'cqcObserver'].includes(taker.role) && taker.agency_id !== held.agency_id;
    await this.unit.withSightOfAll(async () => {
      for (const piece of pieces) {
        const { takers, who, isOut } = this.kinds.find(piece.kind);
        const field = 'workGoesTo';
        if (!takers.includes(taker.role)) problems.set(piece, { field, message: `${piece.reference} goes to ${who}: choose such a person, or hand it over to somebody else first` });
        else if (isStranger) problems.set(piece, { field, message: `${piece.reference} goes to somebody of the same agency, or to an officer of the council` });
        else if ((await isOut?.(piece.id, taker.id)) === true) problems.set(piece, { field, message: `${piece.reference} cannot go to them: they were ruled out of the item it comes from. Hand it over to somebody else first` });
      }
    });
    return problems;
  }
}
