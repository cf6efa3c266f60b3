import {
  checkedFirstDay,
  checkedOpenText,
  civilDay,
  getForUpdate,
  notFound,
  Refusal,
  type RuleNumber,
  refuseIf,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import type { SetVenueLimitInput } from '../schema.gen.ts';
import { venuePolicy } from '../venue/policy.ts';
import { Venue } from '../venue/Venue.ts';
import { LIMITS } from './limits.ts';

const MONTHS_AHEAD = 12;

/**
 * Sets one of a venue's own numbers from a day to come, within the bounds of the city's (C-21). What was done before goes by the value of its
 * own day. The venue is locked, so that two who set it go one after the other.
 */
export async function setVenueLimit(tx: Tx, input: SetVenueLimitInput): Promise<{ venue: Venue }> {
  const venue = await getForUpdate(tx, Venue, input.venueId, { what: 'venue', visible: () => true });
  venuePolicy.authorise(tx.viewer, 'manage', venue);
  refuseIf(input.name.trim() === '', 'BAD_USER_INPUT', 'Say which number, by its name.', { field: 'name' });
  const limit = LIMITS.find(({ name }) => name === input.name);
  if (!limit) throw notFound('limit of a venue', input.name);
  assertValue(limit, input, civilDay(tx.now));
  const reason = checkedOpenText(input.reason, 'reason', 1_000);
  const [set] = await rows<{ count: number }>(
    tx.db,
    sql`select count(*)::int as count from venue_limit where venue_id = ${venue.id} and name = ${limit.name}`,
  );
  if (set?.count !== input.expectedVersion)
    throw new Refusal('VERSION_CONFLICT', `"${limit.name}" was set meanwhile. Read it again, then decide anew.`, {
      field: 'expectedVersion',
    });
  await rows(
    tx.db,
    sql`insert into venue_limit (venue_id, name, value, effective_from, set_by, set_at, reason)
    values (${venue.id}, ${limit.name}, ${input.value}, ${input.effectiveFrom}, ${tx.viewer.subject}, ${tx.now}, ${reason})`,
  );
  return { venue };
}

function assertValue(
  { name, bounds: [least, most] }: RuleNumber,
  { value, effectiveFrom }: SetVenueLimitInput,
  today: string,
): void {
  refuseIf(value < least || value > most, 'BAD_USER_INPUT', `"${name}" is ${least} to ${most}; got ${value}.`, {
    field: 'value',
  });
  checkedFirstDay(effectiveFrom, 'effectiveFrom', today, MONTHS_AHEAD);
}
