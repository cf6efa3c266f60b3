import { pointId } from '../demo/organisation-places.ts';
import { id } from '../ids.ts';
import { draw, partOf } from './draw.ts';
import { firmId } from './enterprises.ts';
import { memberId, type People } from './members.ts';
import type { Profile } from './profile.ts';
import { cadreId } from './staff.ts';

/** Topics of the sentiment system, and how workers spoke of them. */
const TOPICS = ['工资报酬', '社会保险', '劳动合同', '困难帮扶', '入会与会籍', '文化体育', '技能培训'];
const SOURCES = ['HOTLINE', 'HOTLINE', 'WEB', 'SMS', 'VISIT', 'STATION', 'GRID', 'CADRE'];
const WEEKS = 8;
const TODAY_MS = Date.parse('2013-10-19');
const DAY_MS = 86_400_000;

export const linkCount = ({ streetStations, linkedFirms, linkedWorkers }: Profile): number =>
  streetStations + linkedFirms + linkedWorkers;

export const linkId = (kind: 'station' | 'firm' | 'worker', at: number): string => id('cadre-link', `city-${kind}-${at}`);

/** Every street station has a cadre, and the cadres share firms and workers as evenly as can be (S-18, ORG-INV-9). */
export function* cadreLinkRows(people: People) {
  const { profile } = people;
  const { cadres, streetStations, linkedFirms, linkedWorkers, jointFirms, jointMembers } = profile;
  const link = (kind: Parameters<typeof linkId>[0], at: number, total: number, target: object) => ({
    id: linkId(kind, at),
    cadre_id: cadreId(partOf(total, cadres, at)),
    service_point_id: null,
    enterprise_id: null,
    member_id: null,
    ...target,
    since: '2013-01-07',
  });
  for (let at = 0; at < streetStations; at++)
    yield link('station', at, streetStations, { service_point_id: pointId(`street-${at}`) });
  for (let at = 0; at < linkedFirms; at++)
    yield link('firm', at, linkedFirms, { enterprise_id: firmId(Math.floor((at * jointFirms) / linkedFirms)) });
  for (let at = 0; at < linkedWorkers; at++)
    yield link('worker', at, linkedWorkers, { member_id: memberId(people, Math.floor((at * jointMembers) / linkedWorkers)) });
}

/** What was spoken of in the last weeks, without a word about who spoke (S-76). */
export function* sentimentRows({ sentimentItems }: Profile, codes: readonly string[]) {
  for (let at = 0; at < sentimentItems; at++)
    yield {
      id: id('sentiment-item', `city-${at}`),
      topic: TOPICS[draw(110, at, TOPICS.length)],
      source: SOURCES[draw(111, at, SOURCES.length)],
      happened_on: new Date(TODAY_MS - draw(112, at, WEEKS * 7) * DAY_MS).toISOString().slice(0, 10),
      district_code: codes[draw(113, at, codes.length)],
    };
}
