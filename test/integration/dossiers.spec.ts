import { openHouse, type House } from '../support/house.js';

describe('dossiers', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());
  it('reads', async () => {
    for (const [name, actor] of Object.entries(house.cast)) {
      const b = await house.gql(actor, `query { home { screen panel { id quorumForecast agenda { title } itemsByStage { stage } members { name } } decisionsWaiting { id } toConfirm { id words } reviewsDue { id words } overdueActions { id } myActions { id } urgentIntelligence { id } toTriage { id } myIntelligence { id } told { id } deadlines { id words } myServices { serviceId } reports { id } } }`, { });
      console.log(name, JSON.stringify(b));
    }
  });
});
