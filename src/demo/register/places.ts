import type { ServiceKind } from '../../domain/providers/import/kind-of-service.js';

/** Providers by number: the last digits of their CQC id. All fictional. */
export const demoProviders = [
  'Saltmarrow Nursing Homes Limited', 'Brindlemoor Healthcare Limited', 'Merrowdale Care Limited', 'Thistlewick Homes Limited',
  'Oakenmere Healthcare Limited', 'Wrenhollow Care Limited', 'Amberlow Residential Limited', 'The Fennimere Trust', 'Quillbrook Care Homes Limited',
  'Larchwater Homes Limited', 'Hollinmere Care Limited', 'Dapplecote Limited', 'Marrowby Homecare Limited', 'Tansyfield Care at Home Limited',
  'Copperbeck Support Limited', 'Elderwath Homecare Limited', 'Kestrelcombe Care CIC', 'Mossgarth Care Limited', 'Rookhaven Support Limited',
  'Sorrelby Living Limited', 'Withymere Supported Living CIC', 'Yarrowlea Care Limited', 'Pennywath Domiciliary Care Limited',
  'Gorsedale Homes Limited', 'Harrowmere Council',
] as const;

/** Overall, safe, effective, caring, responsive, well-led: O, G, R (requires improvement), I (inadequate). */
type Ratings = string;
interface Published {
  readonly ratings: Ratings;
  /** Days before the story's last day; absent for a report from before the story, which is no news. */
  readonly daysBefore?: number;
}

/** A place people get care from, with what its contract says. */
export interface DemoPlace {
  readonly name: string;
  readonly provider: (typeof demoProviders)[number] | 'The Ivelbrook Club';
  readonly kind: ServiceKind;
  readonly address: string;
  readonly town: string;
  readonly postcode: string;
  /** Null: not registered with CQC. */
  readonly authority: 'Harrowmere' | 'Eastmarch' | null;
  /** What CQC published, oldest first; nothing where it has not inspected yet. */
  readonly published: readonly Published[];
  /** People by funder: this council, other councils, ICB, themselves. Null: no contract with this council. */
  readonly people: readonly [number, number, number, number] | null;
  /** Places, or hours a week for home support. */
  readonly room: number;
}

const rated = (ratings: Ratings, daysBefore?: number): Published => ({ ratings, ...(daysBefore !== undefined && { daysBefore }) });

type Where = readonly [address: string, postcode: string];
type People = DemoPlace['people'];

const towns: Readonly<Record<string, string>> = { HW1: 'Harrowmere', HW2: 'Harrowmere', HW3: 'Nethermere', HW4: 'Oldbarrow', HW5: 'Wold Cross', EM1: 'Eastmarch' };

const place = (kind: ServiceKind) =>
  (name: string, provider: DemoPlace['provider'], [address, postcode]: Where, published: readonly Published[], room: number, people: People, authority: DemoPlace['authority'] = 'Harrowmere'): DemoPlace =>
    ({ name, provider, kind, address, postcode, town: towns[postcode.split(' ')[0] ?? ''] ?? 'Harrowmere', authority, published, people, room });

const nursing = place('nursingHome');
const residential = place('residentialHome');
const homeSupport = place('homeSupport');
const supportedLiving = place('supportedLiving');
const dayService = place('dayService');

/** About forty places. The story is mostly about the first seven; the others are the rest of a council's week. */
export const demoPlaces: readonly DemoPlace[] = [
  nursing('Saltmarrow House', 'Saltmarrow Nursing Homes Limited', ['14 Cathedral Green', 'HW1 4QA'], [rated('RRRGGR'), rated('IIRRRI', 61)], 46, [14, 6, 5, 16]),
  nursing('Brindlemoor Grange', 'Brindlemoor Healthcare Limited', ['Grange Lane', 'HW3 2LT'], [rated('GGGGGG'), rated('RRGGGR', 33)], 52, [18, 5, 8, 12]),
  homeSupport('Elderwath Homecare', 'Elderwath Homecare Limited', ['Unit 7, Tannery Yard', 'HW2 1BX'], [rated('RRRGRI')], 1_450, [96, 4, 3, 21]),
  nursing('Wrenhollow House', 'Wrenhollow Care Limited', ['2 Mill Rise', 'HW4 5ND'], [rated('RRGGGR')], 38, [11, 3, 6, 14]),
  residential('Amberlow House', 'Amberlow Residential Limited', ['88 Station Road', 'HW2 6PS'], [rated('GGGGGG'), rated('RRGGGR', 12)], 30, [12, 2, 0, 9]),
  residential('Thistlewick Gardens', 'Thistlewick Homes Limited', ['5 Orchard Way', 'HW5 3HE'], [rated('RGRGGR')], 26, [10, 1, 0, 11]),
  supportedLiving('Sorrelby Living', 'Sorrelby Living Limited', ['31 Weir Street', 'HW1 7JR'], [rated('RRGGGR')], 18, [15, 2, 1, 0]),

  nursing('Saltmarrow View', 'Saltmarrow Nursing Homes Limited', ['3 Quarry Hill', 'HW4 8TW'], [rated('GGGGGR')], 40, [9, 4, 5, 17]),
  nursing('Merrowdale Court', 'Merrowdale Care Limited', ['19 Abbot’s Walk', 'HW1 2DF'], [rated('GGGGGG')], 60, [22, 3, 9, 20]),
  nursing('Oakenmere Manor', 'Oakenmere Healthcare Limited', ['Manor Drive', 'HW5 1YL'], [rated('RRRGGG', 720)], 44, [13, 7, 6, 10]),
  nursing('Larchwater Lodge', 'Larchwater Homes Limited', ['40 Lakeside', 'HW3 9CQ'], [rated('GGGOGG')], 36, [8, 2, 4, 19]),
  nursing('Hollinmere Park', 'Hollinmere Care Limited', ['Park Avenue', 'HW2 8GZ'], [rated('GGGGGG', 1_150)], 50, [16, 5, 7, 15]),
  nursing('Castlefen Nursing Home', 'Larchwater Homes Limited', ['Castle Street', 'EM1 3UD'], [rated('GGGGGG')], 42, [3, 28, 5, 6], 'Eastmarch'),
  residential('Thistlewick Lodge', 'Thistlewick Homes Limited', ['7 Orchard Way', 'HW5 3HE'], [rated('GGGGGG')], 22, [9, 0, 0, 12]),
  residential('Amberlow Court', 'Amberlow Residential Limited', ['92 Station Road', 'HW2 6PS'], [rated('GGGGGG')], 24, [8, 3, 0, 10]),
  residential('Fennimere House', 'The Fennimere Trust', ['1 Almshouse Row', 'HW1 1ZE'], [rated('OGOOGO')], 28, [7, 1, 0, 18]),
  residential('Fennimere Cottage', 'The Fennimere Trust', ['12 Almshouse Row', 'HW1 1ZE'], [rated('GGGOGG')], 12, [6, 0, 0, 5]),
  residential('Quillbrook', 'Quillbrook Care Homes Limited', ['55 Priory Road', 'HW4 2KX'], [rated('RRGGRG')], 32, [14, 4, 0, 8]),
  residential('Quillbrook Mews', 'Quillbrook Care Homes Limited', ['57 Priory Road', 'HW4 2KX'], [rated('GGGGGG')], 20, [9, 1, 0, 7]),
  residential('Dapplecote', 'Dapplecote Limited', ['Sheepwash Lane', 'HW3 6VN'], [rated('GGGGGG', 980)], 18, null),
  residential('Gorsedale House', 'Gorsedale Homes Limited', ['23 Common Side', 'HW5 7AJ'], [rated('GGGGGG')], 34, [13, 2, 0, 14]),
  residential('Gorsedale Rise', 'Gorsedale Homes Limited', ['25 Common Side', 'HW5 7AJ'], [rated('RRGGGG')], 30, [11, 5, 0, 9]),
  residential('Yarrowlea', 'Yarrowlea Care Limited', ['6 Bishop’s Field', 'HW2 4MR'], [rated('GGGGGG')], 16, [5, 2, 0, 8]),
  residential('Yarrowlea Fields', 'Yarrowlea Care Limited', ['9 Bishop’s Field', 'HW2 4MR'], [], 16, null),
  residential('Meadowmere House', 'Harrowmere Council', ['Meadow Road', 'HW1 9SB'], [rated('GGGGGG')], 25, [22, 0, 0, 0]),
  residential('Mossgarth', 'Mossgarth Care Limited', ['4 Chapel Bank', 'HW4 6EP'], [rated('GGGGGG')], 21, [8, 1, 0, 9]),
  homeSupport('Marrowby Homecare', 'Marrowby Homecare Limited', ['Suite 3, Corn Exchange', 'HW1 3TG'], [rated('RRGGRR')], 980, [64, 0, 2, 17]),
  homeSupport('Tansyfield Care at Home', 'Tansyfield Care at Home Limited', ['11 High Street', 'HW3 1BW'], [rated('GGGGGG')], 720, [52, 2, 0, 14]),
  homeSupport('Copperbeck at Home', 'Copperbeck Support Limited', ['Unit 2, Foundry Park', 'HW2 5LC'], [rated('GGGGGG')], 610, [41, 0, 4, 9]),
  homeSupport('Kestrelcombe Care', 'Kestrelcombe Care CIC', ['The Old School', 'HW5 4RF'], [rated('OOGOOO')], 400, [30, 1, 0, 12]),
  homeSupport('Pennywath Domiciliary Care', 'Pennywath Domiciliary Care Limited', ['62 Market Street', 'HW4 1QD'], [rated('RRGGGR')], 560, [37, 0, 1, 6]),
  homeSupport('Rookhaven at Home', 'Rookhaven Support Limited', ['8 Canal Street', 'HW1 6YP'], [rated('GGGGGG')], 340, [24, 3, 0, 5]),
  homeSupport('Sorrelby at Home', 'Sorrelby Living Limited', ['33 Weir Street', 'HW1 7JR'], [], 120, [9, 0, 0, 0]),
  homeSupport('Mossgarth at Home', 'Mossgarth Care Limited', ['6 Chapel Bank', 'HW4 6EP'], [rated('GGGGGG')], 260, [18, 0, 0, 7]),
  homeSupport('Harrowmere Reablement', 'Harrowmere Council', ['Civic Offices, Market Place', 'HW1 1AA'], [rated('GGGGGG')], 830, [70, 0, 0, 0]),
  homeSupport('Merrowdale at Home', 'Merrowdale Care Limited', ['21 Abbot’s Walk', 'HW1 2DF'], [rated('GGGGGG')], 300, null),
  supportedLiving('Withymere Close', 'Withymere Supported Living CIC', ['1 to 9 Withymere Close', 'HW3 4KH'], [rated('GGGGGG')], 9, [8, 1, 0, 0]),
  supportedLiving('Withymere Terrace', 'Withymere Supported Living CIC', ['20 Canal Street', 'HW1 6YP'], [], 6, [5, 0, 0, 0]),
  supportedLiving('Rookhaven Supported Living', 'Rookhaven Support Limited', ['10 Canal Street', 'HW1 6YP'], [rated('GGGGGG')], 14, [11, 2, 1, 0]),
  supportedLiving('Copperbeck Supported Living', 'Copperbeck Support Limited', ['Unit 4, Foundry Park', 'HW2 5LC'], [rated('GGGGGG')], 12, [10, 1, 0, 0]),
  dayService('Ivelbrook Day Centre', 'The Ivelbrook Club', ['Old Customs House, Wharf Road', 'HW1 5TN'], [], 24, [17, 3, 0, 2], null),
  dayService('Harrowmere Day Opportunities', 'Harrowmere Council', ['Meadow Road', 'HW1 9SB'], [], 40, [33, 0, 0, 0], null),
  // Quiet until the worked chronology is played (src/demo/chronology).
  nursing('Brindlemoor Court', 'Brindlemoor Healthcare Limited', ['1 Court Lane', 'HW3 2LU'], [rated('GGGGGG')], 76, [16, 11, 0, 43]),
];

/** CQC's ids of this length and beginning are nobody's. */
export function locationId(index: number): string {
  return `1-99${String(index + 1).padStart(7, '0')}`;
}
export function providerId(name: string): string | null {
  const index = (demoProviders as readonly string[]).indexOf(name);
  return index < 0 ? null : `1-98${String(index + 1).padStart(7, '0')}`;
}
