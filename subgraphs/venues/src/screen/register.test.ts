import { newId } from '@union-graph/subgraph';
import { caller, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { setRule } from '../../test/rules.ts';
import { venues } from '../subgraph.ts';

const HEADING = 'screen_no,operator,district_code,site,online';

describe('the register of public screens (S-74)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const city = staff(newId(), 'CITY_DEPT');
  const send = (rows: readonly string[], heading = HEADING, now?: string) =>
    caller(subgraph)(
      ...(['registerScreens', 'file { accepted unchanged rejected errors { line code } }'] as const),
      ...([{ file: `${heading}\n${rows.join('\n')}` }, city, now] as const),
    );
  const taken = async (...given: Parameters<typeof send>) => (await send(...given)).data.registerScreens.file;

  test('new screens are taken, changed ones changed, the others stay as they are', async () => {
    const first = await taken(
      ['BJ-001,公交电视,110105,1路车,yes', 'bj-002,楼宇电视,110101,大厦,否'],
      '屏幕编号,运营单位,区县代码,位置,在线',
    );
    expect(first).toEqual({ accepted: 2, unchanged: 0, rejected: 0, errors: [] });
    const second = await taken([
      'BJ-001,公交电视,110105,1路车,是',
      'BJ-002,楼宇电视,110101,大厦,yes',
      'BJ-003,公交电视,110105,2路车,yes',
    ]);
    expect(second).toEqual({ accepted: 2, unchanged: 1, rejected: 0, errors: [] });
    expect(await subgraph.sql('select screen_no, online from screen order by 1')).toEqual(
      ['BJ-001', 'BJ-002', 'BJ-003'].map((no) => ({ screen_no: no, online: true })),
    );
  });

  test('what is wrong with a row is told of that row', async () => {
    const rows = [
      ...[
        'BJ-101,,110105,车,yes',
        `BJ-102,${'长'.repeat(101)},110105,车,yes`,
        'BJ-103,公交,310105,车,yes',
        'BJ-104,公交,110105,,yes',
      ],
      ...['BJ-105,公交,110105,车,maybe', 'B,公交,110105,车,yes', 'BJ-106,公交,110105,"车,yes', 'BJ-107,公交,110105,车,yes'],
      'BJ-108,公交,110105,车,yes,多',
    ];
    const { accepted, errors } = await taken(rows);
    expect(accepted).toBe(1);
    expect(errors.map(({ line, code }: { line: number; code: string }) => `${line} ${code}`)).toEqual([
      ...['2 OPERATOR', '3 OPERATOR', '4 DISTRICT', '5 SITE', '6 ONLINE', '7 SCREEN_NO', '8 CSV', '10 CSV'],
    ]);
  });

  test('rows and operators are limited by dated numbers', async () => {
    await setRule(subgraph, 'SCREEN_FILE_ROWS', 2);
    await setRule(subgraph, 'SCREEN_OPERATORS', 3);
    const november = '2013-11-02T10:00:00+08:00';
    const rows = ['一', '二', '三'].map((name, n) => `BJ-20${n},${name}电视,110105,车,yes`);
    expect(await subgraph.code(send(rows, HEADING, november))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(send(rows.slice(0, 2), HEADING, november))).toBe('QUOTA_EXCEEDED');
    expect(await subgraph.sql(`select from screen where screen_no like 'BJ-20%'`)).toEqual([]);
  });
});
