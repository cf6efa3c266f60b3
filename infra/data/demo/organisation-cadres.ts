import { id } from '../ids.ts';
import { enterpriseId } from './enterprises.ts';
import { pointId } from './organisation-places.ts';
import { personId } from './persons.ts';

interface Link {
  readonly cadre: string;
  readonly target: 'service_point_id' | 'enterprise_id' | 'member_id';
  readonly key: string;
}

const station = (cadre: string, key: string): Link => ({
  cadre,
  target: 'service_point_id',
  key: key.includes('-') ? key : `station-${key}`,
});
const firm = (cadre: string, key: string): Link => ({ cadre, target: 'enterprise_id', key });
const worker = (cadre: string, key: string): Link => ({ cadre, target: 'member_id', key });

/** Every cadre of the headquarters has contact points (S-18). Two share the stations, so that each has one (ORG-INV-9). */
const LINKS: readonly Link[] = [
  ...['panjiayuan', 'jianwai', 'gulou', 'community-songyuli', 'community-yonganli'].map((key) => station('lu-yang', key)),
  ...['donghuamen', 'jingshan', 'longshan', 'community-shaojiu', 'community-longhu'].map((key) => station('peng-bo', key)),
  ...['grocery', 'flower-shop', 'print-shop'].map((key) => firm('lu-yang', key)),
  ...['restaurant', 'tailor'].map((key) => firm('peng-bo', key)),
  ...['li-jianguo', 'wang-xiulan', 'wu-dayong'].map((key) => worker('lu-yang', key)),
  ...['sun-guifang', 'zhou-xiaoli'].map((key) => worker('peng-bo', key)),
  station('shen-ping', 'district-110105'),
  firm('jiang-nan', 'housekeeping'),
  worker('jiang-nan', 'zhang-haiyan'),
  firm('cheng-jing', 'logistics'),
  worker('fan-lin', 'liu-xiaojun'),
  worker('yan-ru', 'ma-qiang'),
  firm('luo-qing', 'survey'),
  firm('yao-xin', 'precision'),
];

const TARGET_ID = { service_point_id: pointId, enterprise_id: enterpriseId, member_id: personId };

const linkId = ({ cadre, key }: Link): string => id('cadre-link', `${cadre}@${key}`);

export const cadreLinkRows = LINKS.map((link) => ({
  id: linkId(link),
  cadre_id: personId(link.cadre),
  service_point_id: null,
  enterprise_id: null,
  member_id: null,
  [link.target]: TARGET_ID[link.target](link.key),
  since: '2013-01-07',
  ended_on: null,
}));

const visitId = (key: string, day: string): string => id('contact-visit', `${key}@${day}`);

/** The visit on which somebody asked whether a stall keeper may join. */
export const VISIT_WITH_DEMAND = visitId('station-panjiayuan', '2013-10-18');

/** Every contact point was visited in September; Panjiayuan's station again the day before today. */
export const contactVisitRows = LINKS.flatMap((link) => {
  const days = link.key === 'station-panjiayuan' ? ['2013-09-11', '2013-10-18'] : ['2013-09-11'];
  return days.map((day) => ({
    id: visitId(link.key, day),
    cadre_link_id: linkId(link),
    visited_on: day,
    note: day === '2013-10-18' ? '与站里座谈,了解沿街商户入会意愿。' : null,
    recorded_by_id: personId(link.cadre),
  }));
});
