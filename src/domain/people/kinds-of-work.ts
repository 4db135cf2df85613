import { Injectable } from '@nestjs/common';
import type { Role } from '../../platform/access/actor.js';

/** A kind of work somebody may have open, as the folder of that work describes it. */
export interface KindOfWork {
  /** As `open_work_of` calls it. */
  readonly kind: string;
  readonly takers: readonly Role[];
  /** Completes "It goes to …". */
  readonly who: string;
  /** Whether this person may not have this piece, though their role would do: they were ruled out of it. */
  readonly isOut?: (id: string, membershipId: string) => Promise<boolean>;
  /** Gives it to somebody who may have it, `from` whoever leaves it. Inside a unit of work, in which its rows are seen. */
  readonly give: (id: string, membershipId: string, from: string) => Promise<void>;
}

/** The kinds of work that go from one to another: each folder above names its own at the start. */
@Injectable()
export class KindsOfWork {
  private readonly kinds = new Map<string, KindOfWork>();

  /** @throws Error where the kind is taken */
  accept(kind: KindOfWork): void {
    if (this.kinds.has(kind.kind)) throw new Error(`The kind of work ${kind.kind} is described twice.`);
    this.kinds.set(kind.kind, kind);
  }

  /** @throws Error where nobody has described it */
  find(kind: string): KindOfWork {
    const found = this.kinds.get(kind);
    if (found === undefined) throw new Error(`Nobody has described the kind of work ${kind}.`);
    return found;
  }
}
