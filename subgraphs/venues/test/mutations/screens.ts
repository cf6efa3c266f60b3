import { newId } from '@union-graph/subgraph';
import type { Sql, Trials } from '@union-graph/testing';
import { at } from '../build.ts';
import { acknowledgements, buildCampaign, buildScreens, PLAY_AT, playouts } from '../screens.ts';
import { by, cityDept } from './trial.ts';

const CITY = { may: ['CITY_DEPT'], elsewhere: 'FORBIDDEN' } as const;
const NEVER_TWICE = { ...CITY, twenty: 'VERSION_CONFLICT' };
const LATER = at('20:00', '2013-10-25');

/** A draft has no screens yet. */
const screensOf = async (sql: Sql, status: string): Promise<string[]> => (status === 'DRAFT' ? [] : buildScreens(sql, 3));

/** A step of a campaign that is in a state. */
const step = (status: string, now?: string) => ({
  make: async (sql: Sql) =>
    by(
      cityDept,
      { campaignId: await buildCampaign(sql, { status, screens: await screensOf(sql, status) }), expectedVersion: 1 },
      now,
    ),
  ...NEVER_TWICE,
});

export const screenTrials: Trials = {
  registerScreens: {
    make: async () => {
      const no = `BJ-${newId().slice(-8)}`;
      return by(cityDept, { file: `screen_no,operator,district_code,site,online\n${no},公交电视,110105,1路车,yes\n` });
    },
    // Sent again the screen is known; a file is refused for what it is, and its rows by row.
    ...{ ...CITY, twenty: 'done' },
  },
  createScreenCampaign: {
    make: async () =>
      by(cityDept, {
        ...{ nameZh: `联播 ${newId().slice(-8)}`, film: '幸福绽放', partner: '北京电视台', playAt: PLAY_AT, lengthMinutes: 10 },
        series: { from: '2013-10-26', to: '2013-11-09' },
      }),
    ...{ ...CITY, twenty: 'DUPLICATE' },
  },
  approveFilm: step('DRAFT'),
  recordRehearsal: step('SCREENS_BOOKED'),
  startCampaign: step('REHEARSED', at('18:00', '2013-10-25')),
  reportCampaign: step('LIVE', LATER),
  bookScreens: {
    make: async (sql) => {
      await buildScreens(sql, 1);
      // Each at a moment of its own: all of them book every screen.
      const [{ count = 0 } = {}] = await sql<{ count: number }>('select count(*)::int as count from screen_campaign');
      const playAt = new Date(Date.parse(PLAY_AT) + (count + 1) * 3_600_000).toISOString();
      return by(cityDept, {
        ...{ campaignId: await buildCampaign(sql, { status: 'FILM_APPROVED', playAt }), expectedVersion: 1 },
        ...{ districtCodes: ['110105', '110101'], operators: ['楼宇电视', '公交电视'] },
      });
    },
    // An operator of whom there is no screen books none of theirs.
    ...{ ...NEVER_TWICE, blank: { operators: null } },
  },
  recordAcknowledgements: {
    make: async (sql) => {
      const screens = await buildScreens(sql, 3);
      const campaignId = await buildCampaign(sql, { status: 'SCREENS_BOOKED', screens, acknowledged: 0 });
      return by(cityDept, { campaignId, file: acknowledgements(screens) });
    },
    ...{ ...CITY, twenty: 'done' },
  },
  recordPlayouts: {
    make: async (sql) => {
      const screens = await buildScreens(sql, 3);
      return by(cityDept, { campaignId: await buildCampaign(sql, { status: 'LIVE', screens }), file: playouts(screens) }, LATER);
    },
    ...{ ...CITY, twenty: 'done' },
  },
};
