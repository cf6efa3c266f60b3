import { newId } from '@union-graph/subgraph';
import { caller, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at } from '../../test/build.ts';
import { acknowledgements, buildCampaign, buildScreens, playouts } from '../../test/screens.ts';
import { venues } from '../subgraph.ts';

const FILE = 'id total accepted unchanged rejected errors { line screenNo code }';
const PLAYOUTS = 'playouts { booked acknowledged played failed }';
const AFTER = at('20:00', '2013-10-25');
const ALL = 45_000;

describe('files about the screens of a campaign (S-74)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const city = staff(newId(), 'CITY_DEPT');
  const sends = (mutation: string, campaignId: string, file: string, now = AFTER) =>
    caller(subgraph)(mutation, `campaign { ${PLAYOUTS} } file { ${FILE} }`, { campaignId, file }, city, now);
  const told = async (...given: Parameters<typeof sends>) => (await sends(...given)).data[given[0]];
  const code = (...given: Parameters<typeof sends>) => subgraph.code(sends(...given));

  test('what is wrong with a row is told of that row, and the others are taken', async () => {
    const screens = await buildScreens(subgraph.sql, 14, 'ROW');
    const campaignId = await buildCampaign(subgraph.sql, { status: 'LIVE', screens });
    const rows = [
      'row-00001,PLAYED,2013-10-25T19:05:00+08:00',
      'ROW-00002,PLAYED,2013-10-25 18:55',
      'ROW-00003,FAILED,,黑屏',
      'ROW-00004,PLAYED,2013-10-25T19:05:01+08:00',
      'ROW-00005,PLAYED,2013-10-25T18:54:59+08:00',
      'ROW-00006,PLAYED,2013-02-30T19:00:00+08:00',
      'ROW-00007,PERHAPS,2013-10-25T19:00:00+08:00',
      `ROW-00008,FAILED,,${'长'.repeat(101)}`,
      'ROW-00009,PLAYED,2013-10-25T19:00:00+08:00,黑屏',
      'ROW-00001,PLAYED,2013-10-25T19:00:00+08:00',
      'ROW-99999,PLAYED,2013-10-25T19:00:00+08:00',
      'ROW 1,PLAYED,2013-10-25T19:00:00+08:00',
      'ROW-00010,FAILED,,\u0007',
      'ROW-00011,已播放,2013-10-25T11:00:00Z',
    ];
    const { campaign, file } = await told('recordPlayouts', campaignId, `屏幕编号,结果,播放时间,原因\n${rows.join('\n')}`);
    expect(file).toMatchObject({ total: 14, accepted: 4, unchanged: 0, rejected: 10 });
    expect(file.errors.map(({ line, code: fault }: { line: number; code: string }) => `${line} ${fault}`)).toEqual([
      ...['5 NOT_SAME_MOMENT', '6 NOT_SAME_MOMENT', '7 TIME', '8 RESULT', '9 FAILURE', '10 FAILURE', '11 TWICE'],
      ...['12 UNKNOWN_SCREEN', '13 SCREEN_NO', '14 TEXT'],
    ]);
    expect(campaign.playouts).toEqual({ booked: 14, acknowledged: 14, played: 3, failed: 1 });
    const again = await told(
      'recordPlayouts',
      campaignId,
      'screen_no,result,at\nROW-00003,PLAYED,2013-10-25T19:00:00+08:00\nROW-00002,PLAYED,2013-10-25T10:55:00Z',
    );
    expect(again.file).toMatchObject({ accepted: 0, unchanged: 1, rejected: 1, errors: [{ line: 2, code: 'TOLD_OTHERWISE' }] });
    expect(again.campaign.playouts).toEqual(campaign.playouts);
    const { data } = await subgraph.ask(
      city,
      '{ screenFiles(first: 2) { nodes { id errors(first: 2, afterLine: 10) { line } } } }',
    );
    expect(data.screenFiles.nodes.map(({ errors }: { errors: unknown }) => errors)).toContainEqual([{ line: 11 }, { line: 12 }]);
  });

  test('an acknowledgement lies between the approval of the film and now', async () => {
    const screens = await buildScreens(subgraph.sql, 3, 'ACK');
    const campaignId = await buildCampaign(subgraph.sql, { status: 'SCREENS_BOOKED', screens, acknowledged: 0 });
    const rows = [
      'ACK-00001,2013-10-01T08:59:59+08:00',
      'ACK-00002,2013-10-01T09:00:00+08:00',
      'ACK-00003,2013-10-20T10:00:01+08:00',
    ];
    const { file } = await told(
      'recordAcknowledgements',
      campaignId,
      `screen_no,at\n${rows.join('\n')}`,
      at('10:00', '2013-10-20'),
    );
    expect(file).toMatchObject({
      accepted: 1,
      errors: [
        { line: 2, code: 'TIME' },
        { line: 4, code: 'TIME' },
      ],
    });
  });

  test.each([
    ['', 'BAD_USER_INPUT'],
    ['screen_no,at', 'BAD_USER_INPUT'],
    ['screen_no,when\nX-1,2013-10-18T10:00:00+08:00', 'BAD_USER_INPUT'],
    ['screen_no,at,at\nX-1,2013-10-18T10:00:00+08:00,', 'BAD_USER_INPUT'],
    ['screen_no,at\nX-1,y\nX-2,y\nX-3,y', 'VALIDATION_FAILED'],
  ])('no file of acknowledgements of two screens: %j', async (file, expected) => {
    const screens = await buildScreens(subgraph.sql, 2);
    const campaignId = await buildCampaign(subgraph.sql, { status: 'SCREENS_BOOKED', screens, acknowledged: 0 });
    expect(await code('recordAcknowledgements', campaignId, file)).toBe(expected);
  });

  test('playouts are taken while the campaign is live, acknowledgements before', async () => {
    const screens = await buildScreens(subgraph.sql, 2);
    const build = (status: string) => buildCampaign(subgraph.sql, { status, screens: [] });
    for (const status of ['DRAFT', 'FILM_APPROVED', 'SCREENS_BOOKED', 'REHEARSED'])
      expect([status, await code('recordPlayouts', await build(status), playouts(screens))]).toEqual([
        status,
        'INVALID_TRANSITION',
      ]);
    for (const status of ['DRAFT', 'FILM_APPROVED'])
      expect([status, await code('recordAcknowledgements', await build(status), acknowledgements(screens))]).toEqual([
        status,
        'INVALID_TRANSITION',
      ]);
  });

  test('two doubles of one file at once, and two files that overlap: each screen counts once', async () => {
    const screens = await buildScreens(subgraph.sql, 40, 'TWO');
    const campaignId = await buildCampaign(subgraph.sql, { status: 'LIVE', screens });
    const files = [screens.slice(0, 30), screens.slice(0, 30), screens.slice(10, 40)].map((some) => playouts(some));
    const answers = await Promise.all(files.map((file) => told('recordPlayouts', campaignId, file)));
    expect(answers[0].file.id).toBe(answers[1].file.id);
    const [counted] = await subgraph.sql(
      `select c.played, (select count(*)::int from campaign_screen s where s.campaign_id = c.id and s.result = 'PLAYED') as rows,
        (select sum(t.played)::int from campaign_tally t where t.campaign_id = c.id) as tallied from screen_campaign c where c.id = $1`,
      [campaignId],
    );
    expect(counted).toEqual({ played: 40, rows: 40, tallied: 40 });
  });

  test('45,000 screens: booked, acknowledged and played by a file each; the statements grow with portions; the same file again changes nothing', async () => {
    const screens = await buildScreens(subgraph.sql, ALL, 'ALL');
    const playAt = at('19:00', '2013-10-30');
    const campaignId = await buildCampaign(subgraph.sql, { status: 'FILM_APPROVED', playAt });
    await subgraph.sql(`update screen set online = screen_no like 'ALL-%'`);
    const act = (mutation: string, input: object, now?: string) =>
      caller(subgraph)(mutation, 'campaign { screens status }', { campaignId, ...input }, city, now);
    const cost = async (work: () => Promise<unknown>) => {
      subgraph.statements();
      await work();
      return subgraph.statements().length;
    };
    expect(await cost(() => act('bookScreens', { expectedVersion: 1 }))).toBeLessThan(30);
    const file = acknowledgements(screens);
    const acknowledged = await cost(async () => {
      const answer = await told('recordAcknowledgements', campaignId, file);
      expect(answer).toMatchObject({
        file: { accepted: ALL, rejected: 0 },
        campaign: { playouts: { booked: ALL, acknowledged: ALL } },
      });
    });
    expect(acknowledged).toBeLessThan(30);
    const again = await told('recordAcknowledgements', campaignId, file);
    expect(again).toMatchObject({ file: { accepted: ALL }, campaign: { playouts: { acknowledged: ALL } } });
    const other = await told('recordAcknowledgements', campaignId, `${file}\n`);
    expect(other).toMatchObject({ file: { accepted: 0, unchanged: ALL, rejected: 0 } });
    expect(await code('recordAcknowledgements', campaignId, `${file}ALL-99999,2013-10-18T10:00:00+08:00\n`)).toBe(
      'VALIDATION_FAILED',
    );
    await act('recordRehearsal', { expectedVersion: 2 });
    await act('startCampaign', { expectedVersion: 3 }, at('18:00', '2013-10-30'));
    const later = at('20:00', '2013-10-30');
    const played = playouts(screens, '2013-10-30T19:00:00+08:00');
    expect(await code('recordPlayouts', campaignId, `${played}ALL-99999,PLAYED,2013-10-30T19:00:00+08:00\n`, later)).toBe(
      'VALIDATION_FAILED',
    );
    expect((await told('recordPlayouts', campaignId, played, later)).campaign.playouts.played).toBe(ALL);
    const stats = `query ($id: ID) { screenStats(campaignId: $id) { playouts { played } byDistrict { district { code } playouts { booked played } } byOperator { operator playouts { played } } } }`;
    const { screenStats } = (await subgraph.ask(city, stats, { id: campaignId })).data;
    expect(screenStats.playouts).toEqual({ played: ALL });
    expect(screenStats.byDistrict).toEqual(
      ['110101', '110105'].map((district) => ({ district: { code: district }, playouts: { booked: ALL / 2, played: ALL / 2 } })),
    );
    expect(screenStats.byOperator).toMatchObject([
      { operator: '公交电视', playouts: { played: ALL / 3 } },
      { operator: '楼宇电视', playouts: { played: (ALL / 3) * 2 } },
      ...(screenStats.byOperator.length > 2 ? [expect.anything()] : []),
    ]);
    expect(await cost(() => subgraph.ask(city, stats, { id: campaignId }))).toBe(3);
  });
});
