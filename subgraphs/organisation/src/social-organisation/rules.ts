import { type RuleNumber, refuseIf, type Transitions } from '@union-graph/subgraph';
import { shortfall } from '../district/rules.ts';
import { numbers } from '../rule/numbers.ts';

export type ContactStatus = 'CANDIDATE' | 'CONTACTED' | 'LINKED' | 'SUSPENDED' | 'ENDED';

/** Social-organisation contact (domain rule 2.1.3). A candidate is contacted by the first meeting that is recorded. */
export const CONTACT_TRANSITIONS: Transitions<ContactStatus> = {
  CANDIDATE: ['CONTACTED'],
  CONTACTED: ['LINKED'],
  LINKED: ['SUSPENDED'],
  SUSPENDED: ['LINKED', 'ENDED'],
  ENDED: [],
};

/** The part of the tree that keeps a contact; the table has the same as `contact_link.scope_path`. */
export const contactPath = (districtCode: string | null): string => (districtCode === null ? '/city/' : `/city/${districtCode}/`);

/** What a unit's contacts come to: the city's when the district is null (S-21). */
export function contactCount(districtCode: string | null, active: number, number: (wanted: RuleNumber) => number) {
  const wanted = number(districtCode === null ? numbers.CITY_CONTACTS : numbers.DISTRICT_CONTACTS);
  return { active, wanted, shortfall: shortfall(active, wanted) };
}

/** From the closest to the farthest: how an organisation with several contacts stands. */
const CLOSEST: readonly ContactStatus[] = ['LINKED', 'SUSPENDED', 'CONTACTED', 'CANDIDATE', 'ENDED'];

/** How an organisation stands with the unions, by its contacts; one that has none is a candidate. */
export const standing = (contacts: readonly ContactStatus[]): ContactStatus =>
  CLOSEST.find((status) => contacts.includes(status)) ?? 'CANDIDATE';

/** Letters, numbers, brackets and hyphens, with a digit among them: `京民社证字第1000001号`. */
const REG_NO = /^(?=.*\p{Nd})[\p{L}\p{Nd}()〔〕\-/]{4,60}$/u;

/** A registration number in one form, so that one organisation is entered once however its number was typed: capitals, plain hyphens, no blanks. */
export function checkedRegNo(given: string): string {
  const regNo = given
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/\p{Pd}/gu, '-')
    .toUpperCase();
  refuseIf(
    !REG_NO.test(regNo),
    'BAD_USER_INPUT',
    'A registration number has 4 to 60 letters, digits, brackets or hyphens, and a digit among them.',
    { field: 'regNo' },
  );
  return regNo;
}
