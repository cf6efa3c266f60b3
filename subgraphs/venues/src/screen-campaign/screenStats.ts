import { type ReadContext, rows, sql } from '@union-graph/subgraph';
import type { District } from '../district/District.ts';
import type { PlayoutSummary } from '../schema.gen.ts';
import type { ScreenCampaign } from './ScreenCampaign.ts';

/** Screens of one district or operator: those of the register, and what those of a campaign told. */
export interface ScreenCount {
  readonly screens: number;
  readonly online: number;
  readonly playouts: PlayoutSummary | null;
}

/** The figures of the register, or of a campaign beside it, in all and by district and operator (S-74). */
export interface ScreenStats extends ScreenCount {
  readonly byDistrict: (ScreenCount & { readonly district: District })[];
  readonly byOperator: (ScreenCount & { readonly operator: string })[];
}

interface Cell {
  readonly districtCode: string;
  readonly operator: string;
  readonly screens: number;
  readonly online: number;
  readonly booked: number;
  readonly acknowledged: number;
  readonly played: number;
  readonly failed: number;
}

/** What screens of a campaign told, in all. */
export const summaryOf = ({ booked, acknowledged, played, failed }: ScreenCampaign): PlayoutSummary => ({
  booked,
  acknowledged,
  played,
  failed,
});

/** Counts screens, and what those of a campaign told, by two statements. A screen counts where it was when it was booked. */
export async function screenStats({ db }: ReadContext, campaign: ScreenCampaign | null): Promise<ScreenStats> {
  const register = await rows<Cell>(
    db,
    sql`select s.district_code as "districtCode", s.operator, count(*)::int as screens, (count(*) filter (where s.online))::int as online,
      0 as booked, 0 as acknowledged, 0 as played, 0 as failed from screen s group by 1, 2`,
  );
  const told = campaign
    ? await rows<Cell>(
        db,
        sql`select t.district_code as "districtCode", t.operator, 0 as screens, 0 as online, t.booked, t.acknowledged, t.played, t.failed
        from campaign_tally t where t.campaign_id = ${campaign.id}`,
      )
    : [];
  const cells = [...register, ...told];
  const sum = (of: readonly Cell[]): ScreenCount => sumOf(of, campaign !== null);
  const districts = [...new Set(cells.map(({ districtCode }) => districtCode))].sort();
  const operators = [...new Set(cells.map(({ operator }) => operator))].sort(byPinyin);
  return {
    ...sum(cells),
    byDistrict: districts.map((code) => ({
      district: { code },
      ...sum(cells.filter(({ districtCode }) => districtCode === code)),
    })),
    byOperator: operators.map((name) => ({ operator: name, ...sum(cells.filter(({ operator }) => operator === name)) })),
  };
}

const byPinyin = new Intl.Collator('zh-u-co-pinyin').compare;

function sumOf(cells: readonly Cell[], isOfCampaign: boolean): ScreenCount {
  const all = (of: (cell: Cell) => number): number => cells.reduce((sum, cell) => sum + of(cell), 0);
  const playouts = {
    booked: all(({ booked }) => booked),
    acknowledged: all(({ acknowledged }) => acknowledged),
    played: all(({ played }) => played),
    failed: all(({ failed }) => failed),
  };
  return {
    screens: all(({ screens }) => screens),
    online: all(({ online }) => online),
    playouts: isOfCampaign ? playouts : null,
  };
}
