import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/access/actor.js';
import { ReadUnit, statement } from '../../platform/database/read-unit.js';
import { stillEarlier } from '../dossiers/earlier-records.js';
import type { ImportList, ImportRejects } from './import.types.js';

// The administrator sees that lists were brought in, and no record: nothing is counted for them.
const list = statement(`
  select json_build_object(
    'lists', coalesce((select json_agg(x order by x.at desc, x.id desc) from (
      select i.id, i.reference, i.kind, i.file_name as "fileName", i.sheet, i.rows, jsonb_array_length(i.rejected) as rejected, i.recorded_at as at,
        (select count(*)::int from import_rows r where r.council_id = i.council_id and r.import_id = i.id) as "broughtIn",
        (select coalesce(p.name || ', ' || m.job_title, 'The command line') from memberships m left join people p on p.id = m.person_id where m.council_id = i.council_id and m.id = i.recorded_by) as by
      from imports i where i.council_id = current_council() order by i.recorded_at desc, i.id desc limit 200) x), '[]'),
    'still', case when in_panel_circle() then json_build_object(${Object.entries(stillEarlier).map(([name, count]) => `'${name}', ${count}`).join(', ')}) end) as result`);
const rejects = statement(`
  select json_build_object('id', i.id, 'reference', i.reference, 'fileName', i.file_name, 'cells', coalesce((
    select json_agg(json_build_object('row', (r ->> 'row')::int, 'field', p ->> 'field', 'message', p ->> 'message') order by r_at, p_at)
    from jsonb_array_elements(i.rejected) with ordinality as rows (r, r_at), jsonb_array_elements(r -> 'problems') with ordinality as problems (p, p_at)), '[]')) as result
  from imports i where i.council_id = current_council() and i.id = $1`);

/** What was brought in from spreadsheets, what was refused, and what still rests on earlier records alone. */
@Injectable()
export class ImportsQueries {
  constructor(private readonly reads: ReadUnit) {}

  async list(actor: Actor): Promise<ImportList> {
    const found = await this.reads.one<ImportList>(actor, list, [], { operation: 'imports', subjectKind: 'council', subjectId: actor.councilId });
    if (found === null) throw new Error('The list of imports has no result.');
    return found;
  }

  rejects(actor: Actor, id: string): Promise<ImportRejects | null> {
    return this.reads.one<ImportRejects>(actor, rejects, [id], { operation: 'importRejects', subjectKind: 'import', subjectId: id });
  }
}
