import { panelCircle } from '../../../platform/access/actor.js';
import { definePolicy } from '../../../platform/access/policy.js';

const circle = { roles: panelCircle, who: 'members of the panel' };
const chair = { roles: ['chair'] as const, who: 'the panel’s chair' };

definePolicy('WrittenProcedure', {
  writtenProcedures: circle,
  writtenProcedure: circle,
  writtenProcedureForm: chair,
  putInWriting: chair,
  answerInWriting: { roles: panelCircle.filter((role) => role !== 'auditor'), who: 'members of the panel' },
  closeWrittenProcedure: chair,
  recommendInWriting: chair,
  endWrittenProcedure: chair,
  withdrawWrittenProcedure: chair,
});
