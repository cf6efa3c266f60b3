import { assertTransition, civilDay, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { AdvanceCompetitionInput, CompetitionStage } from '../schema.gen.ts';
import type { Competition } from './Competition.ts';
import { Competition as CompetitionRow } from './Competition.ts';
import { getCompetition } from './getCompetition.ts';
import { competitionPolicy } from './policy.ts';
import { COMPETITION_TRANSITIONS, firstDayOf } from './rules.ts';

/** Moves a competition on by one stage, when what the stage before asks for is done; results are published by an act of their own. */
export async function advanceCompetition(tx: Tx, input: AdvanceCompetitionInput): Promise<{ competition: Competition }> {
  const { to } = input;
  const before = await getCompetition(tx, input.competitionId, input.expectedVersion);
  competitionPolicy.authorise(tx.viewer, 'advanceCompetition', before);
  assertTransition(COMPETITION_TRANSITIONS, 'competition', before.status, to);
  const today = civilDay(tx.now);
  const firstDay = firstDayOf(to, before);
  refuseIf(firstDay !== null && today < firstDay, 'INVALID_TRANSITION', `By its announcement that begins on ${firstDay}.`, {
    field: 'to',
  });
  await WANTED[to]?.(tx, before, today);
  return { competition: await updateRow(tx.db, CompetitionRow, before, { status: to }) };
}

/** What must be done before a stage begins. */
const WANTED: Readonly<Partial<Record<CompetitionStage, (tx: Tx, competition: Competition, today: string) => Promise<void>>>> = {
  FINAL: async (tx, { id }) => {
    const [open] = await rows(
      tx.db,
      sql`select from competition_event e join competition_entry n on n.event_id = e.id where e.competition_id = ${id}
        group by e.id having bool_or(n.status = 'REGISTERED') or not bool_or(n.status = 'QUALIFIED') and bool_or(n.status = 'ELIMINATED')`,
    );
    refuseIf(
      open !== undefined,
      'INVALID_TRANSITION',
      'Each entry goes to the final or not, and each event has a finalist: record it first.',
      {
        field: 'to',
      },
    );
  },
  APPEAL_CLOSED: async (tx, { id, appealsUntil }, today) => {
    refuseIf(today <= (appealsUntil as string), 'INVALID_TRANSITION', `Appeals may be filed until ${appealsUntil}.`, {
      field: 'to',
    });
    const [open] = await rows(
      tx.db,
      sql`select from competition_appeal a join competition_event e on e.id = a.event_id where e.competition_id = ${id} and a.status = 'OPEN' limit 1`,
    );
    refuseIf(open !== undefined, 'INVALID_TRANSITION', 'An appeal is not decided yet.', { field: 'to' });
  },
  CERTIFIED: async (tx, { id }) => {
    const [lacking] = await rows(
      tx.db,
      sql`select from competition_event e join competition_award a on a.event_id = e.id
        where e.competition_id = ${id} and e.certifiable and a.rank = 1 and a.certificate_id is null and a.member_id is not null limit 1`,
    );
    refuseIf(lacking !== undefined, 'INVALID_TRANSITION', 'A champion waits for the certificate of the labour authority.', {
      field: 'to',
    });
  },
};
