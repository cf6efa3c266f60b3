import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const sponsorshipConstraints = {
  sponsorship_instalment_studying: () =>
    new Refusal('INVALID_TRANSITION', 'The student does not study any more. Instalments are paid only while they do.', {
      rule: 'SKL-INV-8',
      field: 'instalmentId',
    }),
};
