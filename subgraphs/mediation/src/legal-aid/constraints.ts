import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const legalAidConstraints = {
  legal_aid_grant_one_now: () =>
    new Refusal('DUPLICATE', 'A lawyer acts for this worker in the case already. End that grant first.', {
      rule: 'S-39',
      field: 'memberId',
    }),
  legal_aid_work_of_day: () =>
    new Refusal('VALIDATION_FAILED', 'A day has 1440 minutes, and those of this lawyer are recorded already. Check the day.', {
      rule: 'S-39',
      field: 'minutes',
    }),
  legal_aid_work_in_aid: () =>
    new Refusal('BAD_USER_INPUT', 'Work for a grant is of a day on which it held.', { rule: 'S-39', field: 'workedOn' }),
  legal_aid_grant_open_case: () =>
    new Refusal('INVALID_TRANSITION', 'The case is over; there is nothing to act in any more.', {
      rule: 'S-39',
      field: 'caseId',
    }),
  legal_aid_grant_apart: () =>
    new Refusal(
      'CONFLICT_OF_INTEREST',
      'This lawyer mediated in the case and cannot act for a party in it. Choose another one.',
      {
        rule: 'MED-INV-4',
        field: 'lawyerId',
      },
    ),
  case_mediated_by_apart: () =>
    new Refusal(
      'CONFLICT_OF_INTEREST',
      'This person acts or acted for a party in the case and cannot mediate. Choose another one.',
      {
        rule: 'MED-INV-4',
        field: 'mediatorId',
      },
    ),
};
