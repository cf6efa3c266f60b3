import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const bargainingConstraints = {
  round_employer_one_open: () =>
    new Refusal('DUPLICATE', 'One of the employers bargains about a contract of this kind already. Go on with that round.', {
      rule: '2.2.3',
      field: 'employerIds',
    }),
  round_rep_one_side: () =>
    new Refusal('VALIDATION_FAILED', 'Somebody represents both sides, or is named twice. Everybody sits on one side.', {
      rule: '2.2.3',
      field: 'representatives',
    }),
  guarantee_check_before_vote: () =>
    new Refusal(
      'INVALID_TRANSITION',
      'The congress has voted on what was measured of this guarantee. Take the talks up again (resumeBargaining) for another draft, which is measured and voted on anew.',
      { rule: 'S-53', field: 'kind' },
    ),
  round_signature_in_life: () =>
    new Refusal('VALIDATION_FAILED', 'The chief has died, by the record. Have the side name another one (setRepresentatives).', {
      rule: '2.2.3',
      field: 'signedOn',
    }),
  collective_contract_guaranteed: () =>
    new Refusal('VALIDATION_FAILED', 'A guarantee of this agreement on wages is missing. Have the instructor record it first.', {
      rule: 'S-53',
      field: 'guaranteeChecks',
    }),
};
