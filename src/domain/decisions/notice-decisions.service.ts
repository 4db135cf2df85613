import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/database/ids.js';
import { WriteUnit } from '../../platform/database/write-unit.js';
import type { Outcome } from '../../platform/graphql/mutation-types.js';
import { NotFound } from '../../platform/graphql/refusals.js';
import type { Notice } from '../notices/notice.entity.js';
import { NoticesService } from '../notices/notices.service.js';
import { RunningNotices } from '../notices/running-notices.service.js';
import { DecidingFactsReader } from './deciding-facts.js';
import type { DecideNotice, DecideNoticeChange } from './notice-decision.inputs.js';
import { DecisionsService } from './decisions.service.js';

const procedureOf = `select procedure_id as "procedureId" from workflows where council_id = $1 and id = $2 and machine = 'notice' for update`;

/** Decisions on notices: D10 issues one on the panel's recommendation, D11 gives more time or withdraws. */
@Injectable()
export class NoticeDecisions {
  constructor(
    private readonly unit: WriteUnit,
    private readonly decisions: DecisionsService,
    private readonly facts: DecidingFactsReader,
    private readonly notices: NoticesService,
    private readonly running: RunningNotices,
  ) {}

  /** D10 (R01, R12, R13, R39). Its letter follows, and its days begin with the letter's service. */
  issue(input: DecideNotice): Promise<Outcome> {
    return this.decisions.decide(input, {
      code: 'D10',
      effect: async (gathered, decisionId) => {
        const { noticeId, noticeVersion } = input;
        const of = { decisionId, recommendationId: input.id, serviceId: gathered.serviceId };
        const { reference, kind } = await this.notices.issue({ id: noticeId, version: noticeVersion }, of, this.facts.deciding(gathered));
        const asProposed = gathered.proposal.noticeKind === undefined || gathered.proposal.noticeKind === kind;
        return { noticeId, outcome: asProposed ? 'approved' : 'approvedWithConditions', terms: { noticeReference: reference, noticeKind: kind } };
      },
    });
  }

  /** D11 (R15). It rests on no recommendation: an officer of the rank for it decides. */
  async change(input: DecideNoticeChange): Promise<Outcome> {
    const { id, change, reasons } = input;
    const [known] = await this.unit.query<{ procedureId: string }>(procedureOf, [this.unit.actor.councilId, id]);
    if (known === undefined) throw new NotFound('notice');
    const gathered = await this.facts.forNotice(id, known.procedureId);
    this.facts.mustHaveAuthority(gathered, 'D11');
    const decisionId = newId();
    const notice = await this.carryOut(input, { decisionId, deciding: this.facts.deciding(gathered), reasons });
    return this.decisions.fileAlone(input, {
      id: decisionId, code: 'D11', serviceId: notice.serviceId, noticeId: id, authority: this.facts.authority(gathered, 'D11'), reviewOn: null,
      terms: { change, noticeReference: notice.reference, noticeKind: notice.kind, remedyOn: input.remedyOn ?? null, ground: input.ground ?? null, clauseIds: input.clauseIds },
    });
  }

  private carryOut({ id, version, change, remedyOn, ground, clauseIds }: DecideNoticeChange, decided: Parameters<RunningNotices['extend']>[1]): Promise<Notice> {
    if (change === 'extend' && remedyOn !== undefined) return this.running.extend({ id, version }, decided, remedyOn);
    if (change === 'withdraw' && ground != null) return this.running.withdraw({ id, version }, decided, ground);
    if (change === 'withdrawClauses' && ground != null) return this.running.withdrawClauses({ id, version }, decided, ground, clauseIds);
    throw new Error('The input of a change is checked whole.');
  }
}
