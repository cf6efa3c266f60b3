import { columns, empty, type PageSource, sql } from '@union-graph/subgraph';
import type { CampaignStatus } from './rules.ts';
import { ScreenCampaign } from './ScreenCampaign.ts';

/** The campaigns, by the moment of playing, the latest first; public. */
export const screenCampaigns: PageSource<ScreenCampaign, { readonly status?: CampaignStatus | null }> = {
  name: 'screenCampaigns',
  select: ({ status }) =>
    sql`select ${columns(ScreenCampaign, 'c')} from screen_campaign c ${status ? sql`where c.status = ${status}` : empty}`,
  order: [
    { by: 'playAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
