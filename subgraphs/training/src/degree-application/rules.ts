import { lastDayOfTerm, type Transitions } from '@union-graph/subgraph';
import type { DegreeApplication } from './DegreeApplication.ts';
import type { DegreeRule } from './DegreeRule.ts';

export type DegreeStatus =
  | 'NOMINATED'
  | 'ELIGIBLE'
  | 'INELIGIBLE'
  | 'EXAM_REGISTERED'
  | 'EXAM_TAKEN'
  | 'SCORE_PASSED'
  | 'SCORE_FAILED'
  | 'ADMITTED'
  | 'ENROLLED'
  | 'STUDYING'
  | 'GRADUATED'
  | 'WITHDRAWN'
  | 'DISMISSED';

/** An application's life (domain rule 2.3.2). Until somebody is admitted a score line that is set anew judges again. */
export const DEGREE_TRANSITIONS: Transitions<DegreeStatus> = {
  NOMINATED: ['ELIGIBLE', 'INELIGIBLE', 'WITHDRAWN'],
  ELIGIBLE: ['EXAM_REGISTERED', 'WITHDRAWN'],
  INELIGIBLE: [],
  EXAM_REGISTERED: ['EXAM_TAKEN', 'WITHDRAWN'],
  EXAM_TAKEN: ['SCORE_PASSED', 'SCORE_FAILED', 'WITHDRAWN'],
  SCORE_PASSED: ['ADMITTED', 'SCORE_FAILED', 'WITHDRAWN'],
  SCORE_FAILED: ['SCORE_PASSED'],
  ADMITTED: ['ENROLLED', 'WITHDRAWN'],
  ENROLLED: ['STUDYING', 'WITHDRAWN'],
  STUDYING: ['GRADUATED', 'WITHDRAWN', 'DISMISSED'],
  GRADUATED: [],
  WITHDRAWN: [],
  DISMISSED: [],
};

/** Levels of schooling, the lowest first. */
export const EDUCATION = ['PRIMARY', 'JUNIOR_HIGH', 'HIGH_SCHOOL', 'JUNIOR_COLLEGE', 'BACHELOR'] as const;
export type Education = (typeof EDUCATION)[number];

const EDUCATION_WORDS: Readonly<Record<Education, string>> = {
  PRIMARY: 'primary school',
  JUNIOR_HIGH: 'junior high school',
  HIGH_SCHOOL: 'high school or equal',
  JUNIOR_COLLEGE: 'junior college',
  BACHELOR: 'a bachelor’s degree',
};

/** What an application is judged by. */
export interface Judged
  extends Pick<DegreeApplication, 'agriculturalHukou' | 'education' | 'contractFrom' | 'contractTo' | 'scopePath'> {
  /** Where the member is in the union tree now; null for a member who is unknown. */
  readonly placeNow: string | null;
}

/** Why somebody may not take part, a sentence each, none when they may (SKL-INV-4). */
export function reasonsAgainst(rule: DegreeRule, judged: Judged, today: string): string[] {
  const { agriculturalHukou, education, contractFrom, contractTo, scopePath, placeNow } = judged;
  const lastNeeded = lastDayOfTerm(contractFrom, rule.contractMonths);
  const reasons: [boolean, string][] = [
    [placeNow !== scopePath, 'The worker is no member of the union that nominated them any more.'],
    [
      rule.agriculturalHukou && !agriculturalHukou,
      'The plan is for migrant workers with an agricultural household registration.',
    ],
    [
      EDUCATION.indexOf(education) < EDUCATION.indexOf(rule.leastEducation),
      `The plan asks for ${EDUCATION_WORDS[rule.leastEducation]}; the worker has ${EDUCATION_WORDS[education]}.`,
    ],
    [
      contractFrom > today || (contractTo !== null && contractTo < today),
      `The labour contract runs ${contractTo === null ? `from ${contractFrom} on` : `from ${contractFrom} to ${contractTo}`}, and not today.`,
    ],
    [
      contractTo !== null && contractTo < lastNeeded,
      `The plan asks for a labour contract of ${rule.contractMonths} months, until ${lastNeeded}; this one ends on ${contractTo}.`,
    ],
  ];
  return reasons.flatMap(([isAgainst, sentence]) => (isAgainst ? [sentence] : []));
}

/** What a score means beside a line; `EXAM_TAKEN` while the line of the year is not set. Who was absent has none, and does not pass. */
export const statusOfScore = (score: number | null, line: number | null): DegreeStatus => {
  if (line === null) return 'EXAM_TAKEN';
  return score !== null && score >= line ? 'SCORE_PASSED' : 'SCORE_FAILED';
};
