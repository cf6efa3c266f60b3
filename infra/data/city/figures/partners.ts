import type { Profile } from '../profile.ts';
import { type Counted, DISTRICTS, type Figure } from './figure.ts';

/** Social organisations and Worker's Homes (S-21, S-40 to S-44). */
export const partnerFigures = (profile: Profile): Figure[] => [...contacts(profile), ...homes(profile)];

const contacts = ({ cityContacts, contactsPerDistrict }: Profile): Figure[] => [
  {
    row: 'S-21',
    what: 'social organisations in contact with the city and with the districts, and what the districts lack',
    expected: [cityContacts, DISTRICTS * contactsPerDistrict, 0],
    actual: async (ask) => {
      const { contactCoverage, districts } = await ask<{
        contactCoverage: { city: { active: number } };
        districts: { contactShortfall: number }[];
      }>('{ contactCoverage(year: 2013) { city { active } } districts { contactShortfall(year: 2013) } }');
      const linked = await ask<{ socialOrganisations: Counted }>('{ socialOrganisations(status: LINKED) { totalCount } }');
      const ofDistricts = linked.socialOrganisations.totalCount - contactCoverage.city.active;
      return [
        contactCoverage.city.active,
        ofDistricts,
        districts.reduce((sum, { contactShortfall }) => sum + contactShortfall, 0),
      ];
    },
  },
];

const homes = ({ homes: registered, standardHomes }: Profile): Figure[] => [
  {
    row: 'S-43',
    what: 'homes: in all, at the standard; wanted in five years, reached in 2013',
    expected: [registered, standardHomes, 1_000, standardHomes],
    actual: async (ask) => {
      const found = await ask<{
        all: Counted;
        standard: Counted;
        homeProgramme: { target: number; years: { reached: number }[] };
      }>(
        `{ all: workersHomes { totalCount } standard: workersHomes(status: STANDARD) { totalCount }
          homeProgramme(from: 2013, to: 2017) { target years { reached } } }`,
      );
      return [found.all.totalCount, found.standard.totalCount, found.homeProgramme.target, found.homeProgramme.years[0]?.reached];
    },
  },
  {
    row: 'S-44',
    what: 'the two homes with a name, and the size of the one in Shunyi',
    expected: [['北汽集团顺义职工之家', 1_000, '2013-06-06', '60000000'], '的士职工之家'],
    actual: async (ask) => {
      const { workersHomes } = await ask<{
        workersHomes: { nodes: { nameZh: string; areaSqm: number; openedAt: string; investedFen: string }[] };
      }>('{ workersHomes(districtCode: "110113", first: 100) { nodes { nameZh areaSqm openedAt investedFen } } }');
      const named = (start: string) => workersHomes.nodes.find(({ nameZh }) => nameZh.startsWith(start));
      const group = named('北汽集团');
      return [[group?.nameZh, group?.areaSqm, group?.openedAt, group?.investedFen], named('的士')?.nameZh];
    },
  },
];
