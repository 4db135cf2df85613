import { statement } from '../../../platform/database/read-unit.js';
import type { LiveSubject } from '../../../platform/live/live-subjects.js';

/** Whoever may run or read a meeting hears of it, and of its items save those they are out of (R21). */
export const liveMeeting: LiveSubject = {
  act: 'runningMeeting',
  follows: statement(`select json_build_object('id', m.id) as result from meetings m where m.id = $1::uuid`),
  told: {
    meeting: statement(`select json_build_object('id', m.id) as result from meetings m where m.id = $1::uuid and m.id = $2::uuid`),
    agendaItem: statement(`select json_build_object('id', i.id) as result from agenda_items i where i.meeting_id = $1::uuid and i.id = $2::uuid and not is_out_of(i.id)`),
  },
};
