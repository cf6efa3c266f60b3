import { published, sumOf } from '@union-graph/subgraph';
import type { SkillsFigures } from './loaders.ts';

/** A district's figures as they are told. */
export interface ToldFigures {
  readonly enrolled: number | null;
  readonly certificates: number | null;
  readonly degreeSponsored: number | null;
  readonly staffCompliantBp: number | null;
  readonly suppressed: boolean;
}

const shareBp = (part: number | null, whole: number | null): number | null =>
  part === null || !whole ? null : Math.floor((part * 10_000) / whole);

/** All of a period, exactly. */
export const exactly = ({ enrolled, certificates, degreeSponsored, officers, compliant }: SkillsFigures): ToldFigures => ({
  enrolled,
  certificates,
  degreeSponsored,
  staffCompliantBp: shareBp(compliant, officers),
  suppressed: false,
});

/** For partners (domain rules 4.2, 4.3 point 6): sums of what each quarter tells, and the share from the rounded counts of the last one. */
export function byQuarters(quarters: readonly SkillsFigures[]): ToldFigures {
  const told = quarters.map((quarter) => ({
    enrolled: published(quarter.enrolled),
    certificates: published(quarter.certificates),
    degreeSponsored: published(quarter.degreeSponsored),
  }));
  const last = quarters.at(-1);
  const share = last ? shareBp(published(last.compliant), published(last.officers)) : null;
  return {
    enrolled: sumOf(told.map(({ enrolled }) => enrolled)),
    certificates: sumOf(told.map(({ certificates }) => certificates)),
    degreeSponsored: sumOf(told.map(({ degreeSponsored }) => degreeSponsored)),
    staffCompliantBp: share,
    suppressed: share === null || told.some((quarter) => Object.values(quarter).includes(null)),
  };
}
