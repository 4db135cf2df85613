import { demoCouncil } from '../../src/demo/cast.js';
import { beginAgain, demoState, STORY_TOLD } from '../../src/demo/demo-state.js';
import { CouncilsService } from '../../src/domain/councils/councils.service.js';
import { nobodyIn } from '../../src/platform/access/system-actors.js';
import { Trail } from '../../src/platform/audit/trail.js';
import { WriteUnit } from '../../src/platform/database/write-unit.js';
import { createServer } from '../../src/server.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { testSettings } from '../support/house.js';

describe('a demonstration', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await cloneDatabase();
  });
  afterEach(() => database.drop());

  /** As far as the story came: its council, and the mark of the end where it was told whole. */
  const tell = async ({ whole = false, besides }: { whole?: boolean; besides?: string }): Promise<void> => {
    const app = await createServer(testSettings, database.appUrl);
    const { id } = await app.get(CouncilsService).create(demoCouncil);
    if (besides !== undefined) await app.get(CouncilsService).create({ name: besides, registerName: besides, procedure: 'default' });
    if (whole) await app.get(WriteUnit).run(nobodyIn(id), () => app.get(Trail).record({ subjectKind: 'council', subjectId: id, action: STORY_TOLD }));
    await app.close();
  };

  it('is not there in an empty database', async () => {
    expect(await demoState(database)).toEqual({ councilId: null, told: false, otherCouncils: 0 });
  });

  it('that was told whole is kept', async () => {
    await tell({ whole: true });
    expect(await demoState(database)).toMatchObject({ councilId: expect.any(String), told: true });
  });

  it('that was cut off half way begins again from an empty database', async () => {
    await tell({});
    const cutOff = await demoState(database);
    expect(cutOff).toMatchObject({ councilId: expect.any(String), told: false });
    const said: string[] = [];
    await beginAgain(database, cutOff, (line) => said.push(line));
    expect(said[0]).toBe('The demo story was cut off half way: it begins again.');
    expect(await demoState(database)).toEqual({ councilId: null, told: false, otherCouncils: 0 });
    await tell({ whole: true });
    expect(await demoState(database)).toMatchObject({ told: true });
  });

  it('that was cut off beside somebody’s own council takes nothing with it, and says what to do', async () => {
    await tell({ besides: 'Elmbridge' });
    await expect(beginAgain(database, await demoState(database), () => undefined)).rejects.toThrow('npm run demo:reset removes all of them');
    await expect(beginAgain({ ...database, ownerUrl: null }, { councilId: null, told: false, otherCouncils: 0 }, () => undefined)).rejects.toThrow('set DATABASE_OWNER_URL');
  });
});
