import type { Transitions } from '@union-graph/subgraph';

export type HomeStatus = 'REGISTERED' | 'BUILDING' | 'SELF_ASSESSED' | 'CITY_REVIEW' | 'STANDARD' | 'RECTIFYING' | 'LAPSED';

/** Worker's Home (domain rule 2.1.3). A failed check of a standard home lets the standard lapse. */
export const HOME_TRANSITIONS: Transitions<HomeStatus> = {
  REGISTERED: ['BUILDING'],
  BUILDING: ['SELF_ASSESSED'],
  SELF_ASSESSED: ['CITY_REVIEW'],
  CITY_REVIEW: ['STANDARD', 'RECTIFYING'],
  RECTIFYING: ['SELF_ASSESSED'],
  STANDARD: ['LAPSED'],
  LAPSED: [],
};

/** The day by which a standard home is to be checked again: some years on (2.1.3), 28 February for a 29th. */
export function recheckDue(checkedOn: string, years: number): string {
  const [year, month, day] = checkedOn.split('-') as [string, string, string];
  return `${Number(year) + years}-${month}-${month === '02' && day === '29' ? '28' : day}`;
}

export const BRIGHTS = ['sign', 'identity', 'rules', 'projects', 'procedures'] as const;

/** How one of the five brights was found. */
export interface BrightCheck {
  readonly pass: boolean;
  readonly items: string[];
  readonly note: string | null;
}

export type Brights = Readonly<Record<(typeof BRIGHTS)[number], BrightCheck>>;

const UNSEEN: BrightCheck = { pass: false, items: [], note: null };

/** What is known of a home that nobody assessed yet. */
export const NO_BRIGHTS: Brights = { sign: UNSEEN, identity: UNSEEN, rules: UNSEEN, projects: UNSEEN, procedures: UNSEEN };

/** Whether a home may become a standard one (S-41: all five pass). */
export const allPass = (brights: Brights): boolean => BRIGHTS.every((bright) => brights[bright].pass);
