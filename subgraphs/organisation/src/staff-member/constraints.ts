import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const staffConstraints = {
  staff_member_pk: () => new Refusal('DUPLICATE', 'This person is on the staff.', { field: 'memberId' }),
  staff_term_after_last: () =>
    new Refusal(
      'VALIDATION_FAILED',
      'This person was on the staff until a later day. Who is taken on again begins after their last day.',
      {
        rule: 'S-14',
        field: 'hiredAt',
      },
    ),
  staff_social_worker: () =>
    new Refusal(
      'VALIDATION_FAILED',
      'A full-time social worker is recruited by the city or provided by the grassroots federation.',
      {
        rule: 'S-14',
        field: 'employer',
      },
    ),
  staff_cadre: () =>
    new Refusal('VALIDATION_FAILED', 'A cadre of the headquarters is employed by the city federation (CITY_HQ).', {
      rule: 'S-18',
      field: 'employer',
    }),
  staff_employer_of_role: () =>
    new Refusal(
      'VALIDATION_FAILED',
      'The employer does not employ people for this work: lawyers come from a law firm, venue staff from a venue, fund staff from the foundation, cadres, mediators and wage instructors from a federation.',
      { rule: 'S-14', field: 'employer' },
    ),
  staff_assignment_once: () => new Refusal('DUPLICATE', 'This person serves there in these days.', { field: 'from' }),
  staff_assignment_dedicated_to_one: () =>
    new Refusal('DUPLICATE', 'This person is another joint union’s dedicated officer in these days. End that assignment first.', {
      rule: 'S-30',
      field: 'dedicated',
    }),
};
