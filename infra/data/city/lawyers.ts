import { centres } from '../demo/mediation-orgs.ts';
import { lawyerId } from '../demo/mediation-people.ts';
import { person } from '../demo/persons.ts';
import { id } from '../ids.ts';
import type { Row } from '../load.ts';
import { personName, placeName } from './names.ts';
import type { Profile } from './profile.ts';

/** Where the names of lawyers start among the draws of names: after any other's. */
const NAMES_FROM = 31_000_000;
/** How many lawyers are on duty at a centre on an open day (MED-INV-2). */
const ON_DUTY = 2;
const CHAOYANG = '110105';

const CENTRE_IDS = centres.map(({ id: centre }) => centre as string);
const chaoyangAt = centres.findIndex(({ district_code }) => district_code === CHAOYANG);

/** The open days of the roster: from the Monday after the data's today to the end of November 2013; none of them is a holiday. */
export const ROSTER_DAYS: readonly string[] = Array.from({ length: 40 }, (_, at) =>
  new Date(Date.UTC(2013, 9, 21 + at)).toISOString().slice(0, 10),
).filter((day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()));

const firmKey = (at: number): string => `city-${at}`;

export const lawFirmRows = ({ lawFirms }: Profile): Row[] =>
  Array.from({ length: lawFirms }, (_, at) => ({
    id: id('law-firm', firmKey(at)),
    name_zh: `北京${placeName(at + 11).slice(0, 2)}律师事务所`,
    licence_no: `31110000${String(at).padStart(6, '0')}`,
  }));

/** The centre that a firm serves: the firms take turns, so that each centre has one at least. */
const centreOfFirm = (at: number): string => CENTRE_IDS[at % CENTRE_IDS.length] as string;

export const serviceContractRows = ({ lawFirms }: Profile): Row[] =>
  Array.from({ length: lawFirms }, (_, at) => ({
    id: id('service-contract', firmKey(at)),
    firm_id: id('law-firm', firmKey(at)),
    from_on: at < 8 ? '2009-07-01' : '2012-01-01',
    to_on: at < 8 ? '2014-06-30' : '2014-12-31',
    fee_fen: BigInt(4_000_000 + 100_000 * (at % 20)),
    org_ids: [centreOfFirm(at)],
  }));

/** The demo data's lawyers serve in Chaoyang here too. */
const DEMO = new Map([
  [chaoyangAt, 'zhou-ming'],
  [chaoyangAt + CENTRE_IDS.length, 'han-bing'],
]);

const loginOf = (profile: Profile, at: number): string | undefined => {
  if (at >= profile.lawFirms) return undefined;
  // A profile with one firm a centre has room for one of them alone.
  return DEMO.get(at);
};

const idOfLawyer = (profile: Profile, at: number): string => {
  const login = loginOf(profile, at);
  return login ? lawyerId(login) : id('lawyer', `city-${at}`);
};

/** A lawyer of the city. */
export interface CityLawyer {
  readonly id: string;
  readonly personId: string;
  readonly nameZh: string;
  readonly appointedOn: string;
}

const APPOINTED_ON = '2012-01-01';

function lawyerAt(profile: Profile, at: number): CityLawyer {
  const login = loginOf(profile, at);
  return {
    id: idOfLawyer(profile, at),
    personId: login ? person(login).id : id('person', `lawyer-${at}`),
    nameZh: login ? person(login).nameZh : personName(NAMES_FROM + at),
    appointedOn: APPOINTED_ON,
  };
}

/** The lawyers, dealt to the firms in turn. */
export const lawyerRows = (profile: Profile): Row[] =>
  Array.from({ length: profile.lawyers }, (_, at) => {
    const { id: lawyer, personId, nameZh, appointedOn } = lawyerAt(profile, at);
    return {
      id: lawyer,
      person_id: personId,
      name_zh: nameZh,
      licence_no: `11101201${String(at).padStart(9, '0')}`,
      firm_id: id('law-firm', firmKey(at % profile.lawFirms)),
      appointed_on: appointedOn,
      left_on: null,
      version: 1,
    };
  });

/** The places of the lawyers whose firms serve a centre. */
const placesAt = ({ lawyers, lawFirms }: Profile, centre: number): number[] =>
  Array.from({ length: lawyers }, (_, at) => at).filter((at) => (at % lawFirms) % CENTRE_IDS.length === centre);

/** The lawyers whose firms serve a centre. */
export const lawyersAt = (profile: Profile, orgId: string): CityLawyer[] =>
  placesAt(profile, CENTRE_IDS.indexOf(orgId)).map((at) => lawyerAt(profile, at));

export const dutyShiftCount = CENTRE_IDS.length * ROSTER_DAYS.length * ON_DUTY;

/** Two lawyers at each centre on each open day; those of a centre's firms take turns. */
export function* dutyShiftRows(profile: Profile): Iterable<Row> {
  for (const [centre, org_id] of CENTRE_IDS.entries()) {
    const lawyers = placesAt(profile, centre);
    for (const [dayAt, day] of ROSTER_DAYS.entries())
      for (let place = 0; place < ON_DUTY; place++) {
        const at = lawyers[(dayAt * ON_DUTY + place) % lawyers.length] as number;
        yield {
          id: id('duty-shift', `city-${org_id}-${day}-${place}`),
          lawyer_id: idOfLawyer(profile, at),
          org_id,
          start_at: `${day}T09:00:00+08:00`,
          end_at: `${day}T17:00:00+08:00`,
        };
      }
  }
}
