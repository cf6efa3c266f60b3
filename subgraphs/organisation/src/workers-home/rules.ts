import { addMonths, type Calendar, rolledDay, type Transitions } from '@union-graph/subgraph';

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

/** The day by which a standard home is to be checked again: the like day some years on (2.1.3), or the next working day where that is off (C-01). */
export const recheckDue = (checkedOn: string, years: number, calendar: Calendar): string =>
  rolledDay(calendar, addMonths(checkedOn, 12 * years));

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
