import { columns, getForUpdate, isId, notFound, rows, sql, type Tx } from '@union-graph/subgraph';
import { Competition } from './Competition.ts';
import { CompetitionEvent } from './CompetitionEvent.ts';

/** The competition that an act moves, locked, at the version the client read. */
export const getCompetition = (tx: Tx, id: string, expectedVersion: number): Promise<Competition> =>
  getForUpdate(tx, Competition, id, { what: 'competition', visible: () => true, expectedVersion });

/** An event with its competition, which stays in its state until the act is done. `NOT_FOUND` by the input `field`. */
export async function getEventOf(
  { db }: Tx,
  eventId: string,
  field = 'eventId',
): Promise<{ competition: Competition; event: CompetitionEvent }> {
  const [competition] = isId(eventId)
    ? await rows<Competition>(
        db,
        sql`select ${columns(Competition, 'c')} from competition c join competition_event e on e.competition_id = c.id
          where e.id = ${eventId} for share of c`,
      )
    : [];
  if (!competition) throw notFound('event', eventId, field);
  return { competition, event: await db.findOneByOrFail(CompetitionEvent, { id: eventId }) };
}
