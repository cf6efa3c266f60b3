import { checkedNumber, civilDay, lockByName, refuseIf, rows, type Sql, sql, type Tx } from '@union-graph/subgraph';
import type { BookScreensInput } from '../schema.gen.ts';
import { counted, lockCampaign, stepTo } from './getCampaign.ts';
import { assertStep } from './rules.ts';
import type { ScreenCampaign } from './ScreenCampaign.ts';

const MOST_CHOSEN = 200;
/** Screens of one statement: each is compared with what else plays on it then. */
const SCREENS_AT_ONCE = 5_000;

interface Booked {
  readonly count: number;
  readonly lastNo: string | null;
}

/**
 * Books the screens that are online for a campaign: all, or those of some districts and operators; several times where they come in portions.
 * A screen that plays something else then is refused with `SLOT_TAKEN`, and none is booked.
 */
export async function bookScreens(tx: Tx, input: BookScreensInput): Promise<{ campaign: ScreenCampaign; bookedCount: number }> {
  const before = await lockCampaign(tx, input.campaignId, input.expectedVersion);
  assertStep(before.status, 'SCREENS_BOOKED');
  refuseIf(before.playAt <= tx.now, 'DEADLINE_PASSED', 'The film was to be played already.', { field: 'campaignId' });
  const chosen = chosenBy(input);
  await lockDays(tx, before);
  // The approval holds in the table before a screen is booked, so that the step comes first.
  const campaign = await stepTo(tx, before, 'SCREENS_BOOKED', { bookedAt: before.bookedAt ?? tx.now });
  let bookedCount = 0;
  for (let lastNo: string | null = ''; lastNo !== null; ) {
    const booked: Booked = await bookSome(tx, campaign, chosen, lastNo);
    bookedCount += booked.count;
    lastNo = booked.lastNo;
  }
  refuseIf(bookedCount === 0, 'VALIDATION_FAILED', 'No screen that is online and not booked yet is among those.', {
    rule: 'S-74',
    field: 'districtCodes',
  });
  return { campaign: await counted(tx, campaign), bookedCount };
}

/**
 * Makes campaigns that play on one day book one after the other: spans of time that exclude each other on thousands of screens, inserted at once, would end
 * in a deadlock of their transactions. None plays for longer than a day.
 */
const lockDays = ({ db }: Tx, { playAt, lengthMinutes }: ScreenCampaign): Promise<unknown> =>
  lockByName(
    db,
    ...[playAt, new Date(playAt.getTime() + lengthMinutes * 60_000)].map((instant) => `screens on ${civilDay(instant)}`),
  );

function chosenBy({ districtCodes, operators }: BookScreensInput): Sql {
  for (const [field, list] of Object.entries({ districtCodes, operators }))
    if (list != null) checkedNumber(list.length, field, [1, MOST_CHOSEN]);
  return sql`(${districtCodes ?? null}::text[] is null or s.district_code = any(${districtCodes ?? null}::text[]))
    and (${operators ?? null}::text[] is null or s.operator = any(${operators ?? null}::text[]))`;
}

async function bookSome(
  { db }: Tx,
  { id, playAt, lengthMinutes }: ScreenCampaign,
  chosen: Sql,
  afterNo: string,
): Promise<Booked> {
  const playing = sql`tstzrange(${playAt}::timestamptz, ${playAt}::timestamptz + make_interval(mins => ${lengthMinutes}))`;
  const [booked] = await rows<Booked & { readonly seen: number }>(
    db,
    sql`with next as (
      select s.id, s.screen_no, s.district_code, s.operator from screen s
      where s.online and s.screen_no > ${afterNo} and ${chosen} order by s.screen_no limit ${SCREENS_AT_ONCE}
    ), booked as (
      insert into campaign_screen (campaign_id, screen_id, district_code, operator, playing)
      select ${id}, n.id, n.district_code, n.operator, ${playing} from next n
      where not exists (select from campaign_screen c where c.campaign_id = ${id} and c.screen_id = n.id)
      returning screen_id
    )
    select (select count(*)::int from booked) as count, (select count(*)::int from next) as seen, (select max(screen_no) from next) as "lastNo"`,
  );
  if (!booked) throw new Error('A count of nothing is 0.');
  return booked.seen < SCREENS_AT_ONCE ? { count: booked.count, lastNo: null } : booked;
}
