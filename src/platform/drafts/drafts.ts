import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor.js';
import { SystemActors } from '../access/system-actors.js';
import { newId } from '../database/ids.js';
import { ReadUnit, statement } from '../database/read-unit.js';
import { WriteUnit } from '../database/write-unit.js';
import { WorkflowCouncils } from '../workflow/workflow-councils.js';

/** What nobody has come back to for so long was given up. */
const keptDays = 30;

export interface KeptDraft {
  readonly fields: Readonly<Record<string, string>>;
  readonly savedAt: string;
}

const own = statement(`select coalesce(json_object_agg(d.form, json_build_object('fields', d.fields, 'savedAt', d.saved_at)), '{}') as result from drafts d
  where d.membership_id = current_membership() and d.person_id = current_person() and d.form = any ($1::text[])`);

const put = `
  insert into drafts (council_id, id, membership_id, person_id, form, fields, saved_at) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (council_id, membership_id, person_id, form) do update set fields = excluded.fields, saved_at = excluded.saved_at`;
/** Nobody has more forms than this half filled in: what is oldest gives way, so that no form fills the database. */
const longestList = 50;
const trim = `
  delete from drafts where council_id = $1 and membership_id = $2 and person_id = $3
    and id in (select id from drafts where council_id = $1 and membership_id = $2 and person_id = $3 order by saved_at desc, id desc offset ${longestList})`;
const remove = 'delete from drafts where council_id = $1 and membership_id = $2 and person_id = $3 and form = $4';
const sweepOld = 'delete from drafts where council_id = $1 and saved_at < $2 returning id';

/** What people have typed and not sent: each sees and changes their own alone. */
@Injectable()
export class Drafts {
  constructor(
    private readonly unit: WriteUnit,
    private readonly reads: ReadUnit,
    private readonly systemActors: SystemActors,
    private readonly councils: WorkflowCouncils,
  ) {}

  /** @param forms which forms of which records: `itemRecord:<id>` @returns by form, those that something was typed into */
  async of(actor: Actor, forms: readonly string[]): Promise<Readonly<Partial<Record<string, KeptDraft>>>> {
    return (await this.reads.one<Record<string, KeptDraft>>(actor, own, [forms], null)) ?? {};
  }

  /** The newest 50 of somebody stay. */
  async keep(actor: Actor, form: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const { councilId, membershipId, personId } = actor;
    if (personId === null) throw new Error('A draft is somebody’s own.');
    await this.unit.run(actor, async () => {
      await this.unit.query(put, [councilId, newId(), membershipId, personId, form, JSON.stringify(fields), this.unit.at.toString()]);
      await this.unit.query(trim, [councilId, membershipId, personId]);
    });
  }

  async drop(actor: Actor, form: string): Promise<void> {
    const { councilId, membershipId, personId } = actor;
    if (personId === null) return;
    await this.unit.run(actor, () => this.unit.query(remove, [councilId, membershipId, personId, form]));
  }

  /** @returns how many were given up */
  async sweep(): Promise<number> {
    let gone = 0;
    for (const councilId of await this.councils.ids()) {
      const actor = await this.systemActors.of(councilId, 'records');
      gone += await this.unit.run(actor, async () =>
        (await this.unit.query(sweepOld, [councilId, this.unit.at.subtract({ hours: keptDays * 24 }).toString()])).length);
    }
    return gone;
  }
}
