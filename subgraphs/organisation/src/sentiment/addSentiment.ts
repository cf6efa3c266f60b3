import { randomUUID } from 'node:crypto';
import { warningRaised as warningEvent } from '@union-graph/events';
import { civilDay, handle, type Tx } from '@union-graph/subgraph';
import type { Channel } from '../schema.gen.ts';
import { INCIDENT_TOPIC } from './rules.ts';

interface Told {
  readonly topic: string;
  readonly source: Channel;
  readonly districtCode: string;
}

/**
 * Counts one thing that was spoken of (S-76). Nothing leads back to who spoke: no key of the request, the day instead of the
 * instant, and an id that is drawn at random, since one of our usual ones tells its millisecond.
 */
export async function addSentiment({ db, now }: Tx, { topic, source, districtCode }: Told): Promise<void> {
  await db.query('insert into sentiment_item (id, topic, source, happened_on, district_code) values ($1, $2, $3, $4, $5)', [
    randomUUID(),
    topic,
    source,
    civilDay(now),
    districtCode,
  ]);
}

/** The channels by which warnings come in; what is told of by none of them counts as the grid's. */
const WARNED_BY: readonly Channel[] = ['STATION', 'HOTLINE', 'SMS', 'VISIT', 'GRID'];

/** Counts an early warning that mediation raised; one without a district is not counted. */
export const warningRaised = handle(warningEvent, async (tx, { data: { districtCode, source } }) => {
  if (districtCode == null) return;
  const [known] = await tx.db.query('select code from district where code = $1', [districtCode]);
  const channel = WARNED_BY.find((one) => one === source) ?? 'GRID';
  if (known) await addSentiment(tx, { topic: INCIDENT_TOPIC, source: channel, districtCode });
});
