import { id } from '../ids.ts';
import { unionPath } from './unions.ts';

/** An institution of the whole city has a place of its own in the tree, so that its staff work for no other. */
const cityPath = (key: string): string => `/city/${id('institution', key)}/`;

/** Who teaches. */
export const INSTITUTIONS = [
  {
    key: 'union-college',
    nameZh: '北京市职工大学',
    kind: 'UNION_COLLEGE',
    path: cityPath('union-college'),
    teachers: ['许文博', '何雪梅'],
  },
  { key: 'radio-tv', nameZh: '北京广播电视大学', kind: 'RADIO_TV_UNIVERSITY', path: cityPath('radio-tv'), teachers: ['邵建平'] },
  {
    key: 'chaoyang',
    nameZh: '朝阳区职工学校',
    kind: 'DISTRICT_COLLEGE',
    path: unionPath('district-110105'),
    teachers: ['方敏', '秦海涛'],
  },
  { key: 'baic', nameZh: '北汽集团培训中心', kind: 'ENTERPRISE', path: unionPath('baic'), teachers: ['钟立新'] },
] as const;

/** Where an institution is in the tree. */
export function institutionPath(key: string): string {
  const found = INSTITUTIONS.find((one) => one.key === key);
  if (!found) throw new Error(`There is no institution "${key}".`);
  return found.path;
}
