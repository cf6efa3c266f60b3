import { checkedName, checkedNumber, checkedOpenText, insertRow, newId, refuseIf, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { CreateScreenCampaignInput } from '../schema.gen.ts';
import { screenPolicy } from '../screen/policy.ts';
import { counted } from './getCampaign.ts';
import { assertSeries } from './rules.ts';
import { ScreenCampaign } from './ScreenCampaign.ts';

const LONGEST_FILM_MINUTES = 240;
const MOST_AHEAD_MS = 366 * 86_400_000;

/** Plans a film that screens of the city play at one moment, with the series on television before or after it (S-74). */
export async function createScreenCampaign(tx: Tx, input: CreateScreenCampaignInput): Promise<{ campaign: ScreenCampaign }> {
  screenPolicy.authorise(tx.viewer, 'manageScreens', {});
  const { playAt, series, partner } = input;
  refuseIf(
    playAt <= tx.now || playAt.getTime() > tx.now.getTime() + MOST_AHEAD_MS,
    'BAD_USER_INPUT',
    'The moment of playing lies ahead, by a year at most.',
    { field: 'playAt' },
  );
  if (series) assertSeries(series, tx.number(numbers.SCREEN_SERIES_DAYS));
  const made = await insertRow(tx.db, ScreenCampaign, {
    id: newId(),
    nameZh: checkedName(input.nameZh, 'nameZh', 100),
    film: checkedName(input.film, 'film', 100),
    partner: partner == null ? null : checkedOpenText(partner, 'partner', 100),
    playAt,
    lengthMinutes: checkedNumber(input.lengthMinutes, 'lengthMinutes', [1, LONGEST_FILM_MINUTES]),
    seriesFrom: series?.from ?? null,
    seriesTo: series?.to ?? null,
    status: 'DRAFT',
    createdBy: tx.viewer.personId as string,
    createdAt: tx.now,
    version: 1,
  } as ScreenCampaign);
  return { campaign: await counted(tx, made) };
}
