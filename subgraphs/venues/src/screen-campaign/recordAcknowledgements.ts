import { refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { RecordAcknowledgementsInput } from '../schema.gen.ts';
import { assertRows, findFile, keepFile, type Outcome, toldOf } from '../screen/keepFile.ts';
import { screenPolicy } from '../screen/policy.ts';
import { type FileFormat, instantOf, type ReadFile, readFile } from '../screen/readFile.ts';
import type { ScreenFile } from '../screen/ScreenFile.ts';
import { counted, lockCampaign } from './getCampaign.ts';
import type { ScreenCampaign } from './ScreenCampaign.ts';

interface Acknowledgement {
  readonly at: Date;
}

const ACKNOWLEDGEMENTS: FileFormat<Acknowledgement> = {
  columns: { 屏幕编号: 'screen_no', 确认时间: 'at' },
  needed: ['screen_no', 'at'],
  read: ({ at = '' }) => {
    const instant = instantOf(at);
    return instant ? { at: instant } : 'TIME';
  },
};

/** Refuses more rows than the campaign has screens (2.4.6). */
export function assertWithin({ total }: { readonly total: number }, { booked }: ScreenCampaign): void {
  refuseIf(total > booked, 'VALIDATION_FAILED', `The file has ${total} rows, and the campaign ${booked} screens.`, {
    rule: 'S-74',
    field: 'file',
  });
}

/**
 * Takes which screens have the film, until the campaign is live. The first acknowledgement of a screen stands; a file that was taken
 * before changes nothing.
 */
export async function recordAcknowledgements(
  tx: Tx,
  input: RecordAcknowledgementsInput,
): Promise<{ campaign: ScreenCampaign; file: ScreenFile }> {
  screenPolicy.authorise(tx.viewer, 'manageScreens', {});
  const file = readFile(input.file, ACKNOWLEDGEMENTS);
  const campaign = await lockCampaign(tx, input.campaignId);
  const known = await findFile(tx, campaign.id, 'ACKNOWLEDGEMENTS', file.sha256);
  if (known) return { campaign, file: known };
  refuseIf(
    campaign.status !== 'SCREENS_BOOKED' && campaign.status !== 'REHEARSED',
    'INVALID_TRANSITION',
    `Screens acknowledge the film after they were booked and before the campaign is live; this one is ${campaign.status}.`,
    { field: 'campaignId' },
  );
  assertRows(tx, file);
  assertWithin(file, campaign);
  const since = campaign.approvedAt as Date;
  const isPossible = ({ at }: Acknowledgement) => at >= since && at <= tx.now;
  const faults = file.rows
    .filter((row) => !isPossible(row))
    .map(({ line, screenNo }) => ({ line, screenNo, code: 'TIME' as const }));
  const possible = { ...file, rows: file.rows.filter(isPossible), faults: [...file.faults, ...faults] };
  const kept = await keepFile(tx, { campaignId: campaign.id, kind: 'ACKNOWLEDGEMENTS' }, possible, async (portion) =>
    toldOf(await take(tx, campaign, portion)),
  );
  return { campaign: await counted(tx, campaign), file: kept };
}

const take = ({ db }: Tx, { id }: ScreenCampaign, portion: ReadFile<Acknowledgement>['rows']): Promise<Outcome[]> =>
  rows(
    db,
    sql`with given as (
      select g.line, g.screen_no, g.at, c.screen_id, c.acknowledged_at as before
      from unnest(${portion.map(({ line }) => line)}::int[], ${portion.map(({ screenNo }) => screenNo)}::text[],
        ${portion.map(({ at }) => at.toISOString())}::timestamptz[]) as g(line, screen_no, at)
      left join screen s on s.screen_no = g.screen_no
      left join campaign_screen c on c.campaign_id = ${id} and c.screen_id = s.id
    ), told as (
      update campaign_screen c set acknowledged_at = g.at from given g
      where c.campaign_id = ${id} and c.screen_id = g.screen_id and g.before is null
    )
    select o.outcome, count(*)::int as count, array_agg(o.line) as lines, array_agg(o.screen_no) as "screenNos"
    from (select g.*, case when g.screen_id is null then 'UNKNOWN_SCREEN' when g.before is null then 'ACCEPTED' else 'UNCHANGED' end as outcome
      from given g) o group by 1`,
  );
