import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const competitionConstraints = {
  competition_name: () =>
    new Refusal('DUPLICATE', 'A competition of this name and year was announced before.', { field: 'nameZh' }),
  competition_event_occupation: () =>
    new Refusal('VALIDATION_FAILED', 'No occupation has this code. The query "occupations" lists them.', {
      field: 'occupationCode',
    }),
  competition_one_champion: () =>
    new Refusal('VALIDATION_FAILED', 'Each event that had finalists has exactly one champion.', { rule: 'SKL-INV-7' }),
  competition_award_one_a_rank: () =>
    new Refusal('VALIDATION_FAILED', 'No two of an event have the same rank.', { rule: 'SKL-INV-7' }),
  competition_no_open_appeal: () =>
    new Refusal('INVALID_TRANSITION', 'The competition takes no appeal, or one is not decided yet.', { field: 'status' }),
};
