import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const dutyConstraints = {
  duty_shift_one_place: () =>
    new Refusal('VALIDATION_FAILED', 'A lawyer is on duty somewhere at that time already; nobody is at two places at once.', {
      rule: 'MED-INV-2',
      field: 'lawyerId',
    }),
  duty_shift_contracted: () =>
    new Refusal(
      'VALIDATION_FAILED',
      'No contract sends this lawyer’s firm there on that day, or the lawyer does not serve then.',
      {
        rule: 'S-51',
        field: 'lawyerId',
      },
    ),
  duty_swap_one_open: () =>
    new Refusal('DUPLICATE', 'You have asked to be relieved of this shift already. Withdraw that first.', { field: 'shiftId' }),
};
