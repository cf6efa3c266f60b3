import { STUDIOS } from '../../demo/organisation-plan.ts';
import { personId } from '../../demo/persons.ts';
import { id } from '../../ids.ts';
import type { Row } from '../../load.ts';
import { firmId } from '../enterprises.ts';
import { memberName, type People } from '../members.ts';
import { administratorOf, employed } from './people.ts';

const FIRST_STUDIOS = 10;
const DAY_MS = 86_400_000;

export const studioId = (at: number): string => id('innovation-studio', `city-${at}`);

const instant = (day: string): string => `${day}T10:00:00+08:00`;
/** The first ten were named in 2011, a hundred in 2012 and 2013 (P18). */
const namedOn = (at: number): string => (at < FIRST_STUDIOS ? '2011-12-15' : `201${2 + (at % 2)}-0${1 + (at % 9)}-15`);
const before = (day: string): string => new Date(Date.parse(instant(day)) - 30 * DAY_MS).toISOString();

interface Studios {
  readonly studios: readonly Row[];
  readonly coNamers: readonly Row[];
  readonly projects: readonly Row[];
  readonly evaluations: readonly Row[];
}

/** As many active studios of the city as IND-07 says, each led by a worker of its firm, with its projects and what a year brought. */
export function studioRows(people: People): Studios {
  const leaders = employed(people, STUDIOS, 0.6);
  const studios = leaders.map((leader, at) => ({
    id: studioId(at),
    name_zh: `${memberName(people, leader.place)}创新工作室（${at + 1}）`,
    level: 'CITY',
    leader_member_id: leader.memberId,
    is_named_after_leader: true,
    expertise: '全市技术能手',
    enterprise_id: firmId(leader.firm),
    district_code: leader.districtCode,
    funding_fen: at % 10 === 0 ? 3_000_000 : null,
    status: 'ACTIVE',
    nominated_by: administratorOf(leader.districtCode),
    nominated_at: before(namedOn(at)),
    reviewed_by: personId('peng-bo'),
    reviewed_at: before(namedOn(at)),
    review_note: '符合条件',
    named_on: namedOn(at),
    named_by: personId('shen-ping'),
    site: `创新工作室${at + 1}号`,
    opened_on: namedOn(at),
    scope_path: leader.scopePath,
    version: 5,
  }));
  const evaluated = studios.filter(({ named_on }) => named_on < '2013');
  return {
    studios,
    coNamers: studios.map(({ id: studio, nominated_at }) => ({
      studio_id: studio,
      agency_code: 'SCIENCE',
      signed_by: personId('ren-kai'),
      signed_at: nominated_at,
    })),
    projects: evaluated.map(({ id: studio }) => ({
      id: id('studio-project', studio),
      studio_id: studio,
      name_zh: '工艺改进攻关',
      year: 2012,
      result: '缩短工时，已经推广',
      recorded_at: instant('2012-12-20'),
      version: 2,
    })),
    evaluations: evaluated.map(({ id: studio }) => ({
      id: id('studio-evaluation', `${studio} 2012`),
      studio_id: studio,
      year: 2012,
      passed: true,
      results_count: 1,
      findings: '当年完成攻关一项',
      evaluated_by: personId('peng-bo'),
      evaluated_at: instant('2013-01-15'),
    })),
  };
}
