import type { Transitions } from '@union-graph/subgraph';
import type { StudioStatus } from '../schema.gen.ts';

/** A studio's life (domain rule 2.3.2). One that passes its evaluation is ACTIVE at once; EVALUATED waits for a decision. */
export const STUDIO_TRANSITIONS: Transitions<StudioStatus> = {
  NOMINATED: ['REVIEWED', 'DECLINED'],
  REVIEWED: ['NAMED'],
  DECLINED: [],
  NAMED: ['ACTIVE', 'REVOKED'],
  ACTIVE: ['EVALUATED', 'REVOKED'],
  EVALUATED: ['ACTIVE', 'REVOKED'],
  REVOKED: [],
};

/** The agency that names studios of the city together with the federation. */
export const CO_NAMER = 'SCIENCE';

/** Which years may be evaluated on a day: this one and the one before, not before the studio was opened. */
export const isYearToEvaluate = (year: number, openedAt: string, today: string): boolean => {
  const thisYear = Number(today.slice(0, 4));
  return year >= Number(openedAt.slice(0, 4)) && year <= thisYear && year >= thisYear - 1;
};
