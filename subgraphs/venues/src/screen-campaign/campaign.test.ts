import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import {
  caller,
  eventsAbout,
  listenerTo,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
  withoutDeadlock,
} from '@union-graph/testing';
import { at } from '../../test/build.ts';
import { setRule } from '../../test/rules.ts';
import { acknowledgements, buildCampaign, buildScreens, PLAY_AT, playouts } from '../../test/screens.ts';
import { venues } from '../subgraph.ts';

const CAMPAIGN = 'id version status screens liveAt reportedAt series { from to } playouts { booked acknowledged played failed }';
const FILE = 'id kind total accepted unchanged rejected errors { line screenNo code }';
const ON_THE_DAY = at('18:00', '2013-10-25');
const BEFORE = at('09:00', '2013-10-17');
const AFTER = at('20:00', '2013-10-25');

describe('a campaign on public screens (S-74)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues, { subscribers: listenerTo('venues') });
  });
  afterAll(() => subgraph.stop());

  const city = staff(newId(), 'CITY_DEPT');
  const does = (mutation: string, input: object, now?: string, selection = `campaign { ${CAMPAIGN} }`) =>
    caller(subgraph)(mutation, selection, input, city, now);
  const code = (mutation: string, input: object, now?: string) => subgraph.code(does(mutation, input, now));
  const tells = async (mutation: string, campaignId: string, file: string, now?: string) =>
    (await does(mutation, { campaignId, file }, now, `campaign { ${CAMPAIGN} } file { ${FILE} }`)).data[mutation];
  const plan = { film: '幸福绽放', partner: '北京电视台', playAt: PLAY_AT, lengthMinutes: 10 };

  test('from the plan to the report, a step at a time; what was reported is told to others', async () => {
    const screens = await buildScreens(subgraph.sql, 20, 'LIFE');
    const series = { from: '2013-10-26', to: '2013-11-09' };
    const made = (await does('createScreenCampaign', { ...plan, nameZh: '五一联播', series }, BEFORE)).data.createScreenCampaign
      .campaign;
    expect(made).toMatchObject({ status: 'DRAFT', version: 1, screens: 0, series });
    const step = async (mutation: string, expectedVersion: number, now?: string) =>
      (await does(mutation, { campaignId: made.id, expectedVersion }, now)).data[mutation]?.campaign;
    expect(await step('approveFilm', 1, BEFORE)).toMatchObject({ status: 'FILM_APPROVED', version: 2 });
    const { campaign, bookedCount } = (
      await does('bookScreens', { campaignId: made.id, expectedVersion: 2 }, undefined, `bookedCount campaign { ${CAMPAIGN} }`)
    ).data.bookScreens;
    expect([bookedCount, campaign.status, campaign.screens]).toEqual([20, 'SCREENS_BOOKED', 20]);
    expect((await tells('recordAcknowledgements', made.id, acknowledgements(screens.slice(0, 18)))).campaign.playouts).toEqual({
      ...{ booked: 20, acknowledged: 18, played: 0, failed: 0 },
    });
    expect(await step('recordRehearsal', 3)).toMatchObject({ status: 'REHEARSED', version: 4 });
    expect(await code('startCampaign', { campaignId: made.id, expectedVersion: 4 }, ON_THE_DAY)).toBe('THRESHOLD_NOT_MET');
    await tells('recordAcknowledgements', made.id, acknowledgements(screens.slice(18, 19)));
    expect(await code('startCampaign', { campaignId: made.id, expectedVersion: 4 })).toBe('VALIDATION_FAILED');
    expect(await code('startCampaign', { campaignId: made.id, expectedVersion: 4 }, at('00:00', '2013-10-26'))).toBe(
      'DEADLINE_PASSED',
    );
    expect(await step('startCampaign', 4, ON_THE_DAY)).toMatchObject({ status: 'LIVE', version: 5 });
    await tells('recordPlayouts', made.id, playouts(screens.slice(0, 15)), AFTER);
    expect(await code('reportCampaign', { campaignId: made.id, expectedVersion: 5 }, at('19:09', '2013-10-25'))).toBe(
      'VALIDATION_FAILED',
    );
    expect(await step('reportCampaign', 5, AFTER)).toMatchObject({
      ...{ status: 'REPORTED', playouts: { booked: 20, acknowledged: 19, played: 15, failed: 0 } },
    });
    expect((await eventsAbout(subgraph.sql, made.id)).map(({ type, data }) => [type, data])).toEqual([
      ['venues.campaign.reported', { scopePath: '/city/', booked: 20, acknowledged: 19, played: 15, failed: 0 }],
    ]);
    expect(await code('recordPlayouts', { campaignId: made.id, file: playouts(screens.slice(15)) }, AFTER)).toBe(
      'INVALID_TRANSITION',
    );
  });

  test('live at 95 % exactly, and at the share that holds that day', async () => {
    const screens = await buildScreens(subgraph.sql, 20, 'SHARE');
    let hour = 12;
    const start = async (acknowledged: number) => {
      const playAt = at(`${hour++}:00`, '2013-10-25');
      const campaignId = await buildCampaign(subgraph.sql, { status: 'REHEARSED', screens, acknowledged, playAt });
      return code('startCampaign', { campaignId, expectedVersion: 1 }, at('08:00', '2013-10-25'));
    };
    expect([await start(18), await start(19), await start(20)]).toEqual(['THRESHOLD_NOT_MET', null, null]);
    await setRule(subgraph, 'LIVE_ACKNOWLEDGED_BP', 9_600, '2013-10-25');
    expect([await start(19), await start(20)]).toEqual(['THRESHOLD_NOT_MET', null]);
  });

  test.each<[string, object, string]>([
    ['in the past', { playAt: at('09:00') }, 'BAD_USER_INPUT'],
    ['in two years', { playAt: at('09:00', '2015-10-19') }, 'BAD_USER_INPUT'],
    ['of no length', { lengthMinutes: 0 }, 'BAD_USER_INPUT'],
    ['of five hours', { lengthMinutes: 300 }, 'BAD_USER_INPUT'],
    ['with a series of 14 days', { series: { from: '2013-10-26', to: '2013-11-08' } }, 'VALIDATION_FAILED'],
    ['with a series turned round', { series: { from: '2013-10-26', to: '2013-10-25' } }, 'BAD_USER_INPUT'],
    ['with a series of years', { series: { from: '2013-10-26', to: '2015-10-25' } }, 'BAD_USER_INPUT'],
  ])('no campaign %s', async (_, given, expected) => {
    expect(await code('createScreenCampaign', { ...plan, nameZh: `${_}`, ...given })).toBe(expected);
  });

  test('only screens that are online and chosen are booked, and none that plays something else then', async () => {
    const screens = await buildScreens(subgraph.sql, 12, 'BOOK');
    await subgraph.sql(`update screen set online = false where screen_no = 'BOOK-00002'`);
    const playAt = at('12:00', '2013-11-01');
    const first = await buildCampaign(subgraph.sql, { status: 'FILM_APPROVED', playAt });
    const book = (campaignId: string, expectedVersion: number, chosen: object) =>
      does('bookScreens', { campaignId, expectedVersion, ...chosen }, undefined, 'bookedCount campaign { version screens }');
    const before = await buildScreens(subgraph.sql, 1, 'OTHER');
    await subgraph.sql(`update screen set operator = '地铁电视' where screen_no = any($1)`, [[...screens, ...before]]);
    const chosen = { operators: ['地铁电视'], districtCodes: ['110105'] };
    expect((await book(first, 1, chosen)).data.bookScreens).toEqual({ bookedCount: 5, campaign: { version: 2, screens: 5 } });
    expect((await book(first, 2, { operators: ['地铁电视'] })).data.bookScreens.bookedCount).toBe(7);
    expect(await subgraph.code(book(first, 3, { operators: ['地铁电视'] }))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(book(first, 3, { operators: [] }))).toBe('BAD_USER_INPUT');
    const meets = await buildCampaign(subgraph.sql, { status: 'FILM_APPROVED', playAt: at('12:09', '2013-11-01') });
    expect(await subgraph.code(book(meets, 1, { districtCodes: ['110101'] }))).toBe('SLOT_TAKEN');
    const follows = await buildCampaign(subgraph.sql, { status: 'FILM_APPROVED', playAt: at('12:10', '2013-11-01') });
    expect((await book(follows, 1, chosen)).data.bookScreens.bookedCount).toBe(5);
  });

  test('of twenty campaigns at once that need one screen one has it, and none waits for another in a circle', async () => {
    const [screen] = await buildScreens(subgraph.sql, 1, 'ONCE');
    await subgraph.sql(`update screen set operator = '机场大屏' where screen_no = $1`, [screen]);
    // Over midnight: each is played on two days, and half of them begin on the second.
    const times = [at('23:55', '2013-11-02'), at('00:01', '2013-11-03')];
    const planned = { status: 'FILM_APPROVED', playAt: times[0] };
    const held = await buildCampaign(subgraph.sql, planned);
    const campaigns = await Promise.all(
      Array.from({ length: 20 }, (_, n) => buildCampaign(subgraph.sql, { ...planned, playAt: times[n % 2] })),
    );
    const codes = await withoutDeadlock(
      subgraph,
      'campaign_screen',
      `(campaign_id, screen_id, district_code, operator, playing)
       select c.id, s.id, s.district_code, s.operator, tstzrange(c.play_at, c.play_at + interval '10 minutes')
       from screen_campaign c, screen s where c.id = '${held}' and s.screen_no = '${screen}'`,
      campaigns.map(
        (campaignId) => async () =>
          (await code('bookScreens', { campaignId, expectedVersion: 1, operators: ['机场大屏'] })) ?? 'done',
      ),
      /insert into campaign_screen/i,
    );
    expect(codes.sort()).toEqual([...Array<string>(19).fill('SLOT_TAKEN'), 'done']);
  });

  test('the database lets no campaign be live before its screens have the film, nor count more than there are', async () => {
    const screens = await buildScreens(subgraph.sql, 20, 'GUARD');
    const id = await buildCampaign(subgraph.sql, {
      status: 'REHEARSED',
      screens,
      acknowledged: 18,
      playAt: at('12:00', '2013-12-01'),
    });
    const change = (set: string) => subgraph.sql(`update screen_campaign set ${set} where id = '${id}'`);
    await expect(change(`status = 'LIVE', live_at = play_at, live_bp = 9500`)).rejects.toThrow('screen_campaign_live');
    await expect(change(`status = 'LIVE'`)).rejects.toThrow('screen_campaign_status');
    await expect(change(`status = 'PLAYING'`)).rejects.toThrow('screen_campaign_status');
    await expect(change('booked_at = null')).rejects.toThrow(/screen_campaign_(status|in_turn)/);
    await expect(change('played = 21')).rejects.toThrow(/screen_campaign_(counts|played_later)/);
    await expect(
      subgraph.sql(`update campaign_screen set result = 'PLAYED', played_at = now() where campaign_id = '${id}'`),
    ).rejects.toThrow('screen_campaign_played_later');
  });

  test('everybody reads campaigns and counts; screens and files are read by staff of the place', async () => {
    const { data } = await subgraph.ask(
      ANONYMOUS,
      `{ screenCampaigns(status: REPORTED, first: 1) { nodes { ${CAMPAIGN} } } screenStats { screens online playouts { booked } byDistrict { district { code } screens } byOperator { operator screens } } }`,
    );
    expect(data.screenCampaigns.nodes).toHaveLength(1);
    expect(data.screenStats.playouts).toBeNull();
    const sums = (list: { screens: number }[]) => list.reduce((sum, { screens }) => sum + screens, 0);
    expect([sums(data.screenStats.byDistrict), sums(data.screenStats.byOperator)]).toEqual(
      Array(2).fill(data.screenStats.screens),
    );
    const list = '{ screens(first: 100) { totalCount nodes { screenNo district { code } } } }';
    const ofDistrict = await subgraph.ask(staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'), list);
    const { nodes } = ofDistrict.data.screens;
    expect(new Set(nodes.map(({ district }: { district: { code: string } }) => district.code))).toEqual(new Set(['110105']));
    expect((await subgraph.ask(member(newId()), list)).data?.screens?.nodes ?? []).toEqual([]);
    const files = '{ screenFiles { totalCount } }';
    expect((await subgraph.ask(city, files)).data.screenFiles.totalCount).toBeGreaterThan(0);
    expect(await subgraph.code(subgraph.ask(staff(newId(), 'DISTRICT_ADMIN'), files))).toBe('FORBIDDEN');
  });
});
