import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { Competition } from './Competition.ts';
import { CompetitionEvent } from './CompetitionEvent.ts';

/** Competitions by id; public. */
export const competition: Batch<string, Competition | null> = async ({ db }, ids) => {
  const found = await rows<Competition>(
    db,
    sql`select ${columns(Competition, 'c')} from competition c where c.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** Events by id; public. */
export const competitionEvent: Batch<string, CompetitionEvent | null> = async ({ db }, ids) => {
  const found = await rows<CompetitionEvent>(
    db,
    sql`select ${columns(CompetitionEvent, 'e')} from competition_event e where e.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** A competition's events, by their occupations' codes. */
export const eventsOfCompetition: Batch<string, CompetitionEvent[]> = async ({ db }, competitionIds) => {
  const found = await rows<CompetitionEvent>(
    db,
    sql`select ${columns(CompetitionEvent, 'e')} from competition_event e
      where e.competition_id = any(${competitionIds}::uuid[]) order by e.occupation_code`,
  );
  return grouped(competitionIds, found, ({ competitionId }) => competitionId);
};

/** The codes of the agencies that hold a competition together with the federation. */
export const organisersOfCompetition: Batch<string, { competitionId: string; code: string }[]> = async (
  { db },
  competitionIds,
) => {
  const found = await rows<{ competitionId: string; code: string }>(
    db,
    sql`select o.competition_id as "competitionId", o.agency_code as code from competition_organiser o
      where o.competition_id = any(${competitionIds}::uuid[]) order by o.position`,
  );
  return grouped(competitionIds, found, ({ competitionId }) => competitionId);
};
