import { refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { RecordPlayoutsInput } from '../schema.gen.ts';
import { assertRows, findFile, keepFile, type Outcome, toldOf } from '../screen/keepFile.ts';
import { screenPolicy } from '../screen/policy.ts';
import { type FileFormat, instantOf, type ReadFile, type RowFault, readFile } from '../screen/readFile.ts';
import type { ScreenFile } from '../screen/ScreenFile.ts';
import { counted, lockCampaign } from './getCampaign.ts';
import { assertWithin } from './recordAcknowledgements.ts';
import { isSameMoment } from './rules.ts';
import type { ScreenCampaign } from './ScreenCampaign.ts';

interface Playout {
  readonly result: 'PLAYED' | 'FAILED';
  /** When it began; null for a screen that did not play. */
  readonly at: Date | null;
  /** Why a screen did not play, in the operator's words. */
  readonly failure: string | null;
}

const RESULTS: Readonly<Record<string, Playout['result']>> = {
  PLAYED: 'PLAYED',
  已播放: 'PLAYED',
  FAILED: 'FAILED',
  未播放: 'FAILED',
};

const PLAYOUTS: FileFormat<Playout> = {
  columns: { 屏幕编号: 'screen_no', 结果: 'result', 播放时间: 'at', 原因: 'failure' },
  needed: ['screen_no', 'result', 'at'],
  read: ({ result = '', at = '', failure = '' }) => {
    const outcome = RESULTS[result.toUpperCase()];
    if (outcome === undefined) return 'RESULT';
    if ([...failure].length > 100 || (failure !== '' && outcome === 'PLAYED')) return 'FAILURE';
    if (outcome === 'FAILED') return { result: outcome, at: null, failure: failure || null };
    const instant = instantOf(at);
    return instant ? { result: outcome, at: instant, failure: null } : 'TIME';
  },
};

/**
 * Takes which screens played the film, and which did not, while the campaign is live (S-74). The first result of a screen stands: a row
 * that tells another one is refused, and a file that was taken before changes nothing.
 */
export async function recordPlayouts(
  tx: Tx,
  input: RecordPlayoutsInput,
): Promise<{ campaign: ScreenCampaign; file: ScreenFile }> {
  screenPolicy.authorise(tx.viewer, 'manageScreens', {});
  const file = readFile(input.file, PLAYOUTS);
  const campaign = await lockCampaign(tx, input.campaignId);
  const known = await findFile(tx, campaign.id, 'PLAYOUTS', file.sha256);
  if (known) return { campaign, file: known };
  refuseIf(
    campaign.status !== 'LIVE',
    'INVALID_TRANSITION',
    `Playouts are recorded while the campaign is live; this one is ${campaign.status}.`,
    { field: 'campaignId' },
  );
  assertRows(tx, file);
  assertWithin(file, campaign);
  const tolerance = tx.number(numbers.PLAYOUT_TOLERANCE_MINUTES);
  const faultOf = ({ at }: Playout): RowFault | null => {
    if (at === null) return null;
    if (at > tx.now) return 'TIME';
    return isSameMoment(campaign.playAt, at, tolerance) ? null : 'NOT_SAME_MOMENT';
  };
  const faults = file.rows.flatMap((row) => {
    const code = faultOf(row);
    return code ? [{ line: row.line, screenNo: row.screenNo, code }] : [];
  });
  const possible = { ...file, rows: file.rows.filter((row) => faultOf(row) === null), faults: [...file.faults, ...faults] };
  const kept = await keepFile(tx, { campaignId: campaign.id, kind: 'PLAYOUTS' }, possible, async (portion) =>
    toldOf(await take(tx, campaign, portion)),
  );
  return { campaign: await counted(tx, campaign), file: kept };
}

const take = ({ db }: Tx, { id }: ScreenCampaign, portion: ReadFile<Playout>['rows']): Promise<Outcome[]> =>
  rows(
    db,
    sql`with given as (
      select g.*, c.screen_id, c.result as before, (c.result, c.played_at) is not distinct from (g.result, g.at) as same
      from unnest(${portion.map(({ line }) => line)}::int[], ${portion.map(({ screenNo }) => screenNo)}::text[],
        ${portion.map(({ result }) => result)}::text[], ${portion.map(({ at }) => at?.toISOString() ?? null)}::timestamptz[],
        ${portion.map(({ failure }) => failure)}::text[]) as g(line, screen_no, result, at, failure)
      left join screen s on s.screen_no = g.screen_no
      left join campaign_screen c on c.campaign_id = ${id} and c.screen_id = s.id
    ), told as (
      update campaign_screen c set result = g.result, played_at = g.at, failure = g.failure from given g
      where c.campaign_id = ${id} and c.screen_id = g.screen_id and g.before is null
    )
    select o.outcome, count(*)::int as count, array_agg(o.line) as lines, array_agg(o.screen_no) as "screenNos"
    from (select g.*, case when g.screen_id is null then 'UNKNOWN_SCREEN' when g.before is null then 'ACCEPTED' when g.same then 'UNCHANGED'
      else 'TOLD_OTHERWISE' end as outcome from given g) o group by 1`,
  );
