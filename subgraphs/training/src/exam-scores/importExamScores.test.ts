import { newId } from '@union-graph/subgraph';
import { staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import iconv from 'iconv-lite';
import { CITY, degreeActs, numberOf, SCHOOL } from '../../test/degree.ts';
import { training } from '../subgraph.ts';

const HEADING = '考生号,年度,总分';

describe('importExamScores (S-62)', () => {
  let subgraph: TestSubgraph;
  let acts: ReturnType<typeof degreeActs>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    acts = degreeActs(subgraph);
  });
  afterAll(() => subgraph.stop());

  const registered = async () => {
    const { id } = await acts.reach('EXAM_REGISTERED');
    return { id, no: numberOf(id) };
  };
  const report = async (...given: Parameters<typeof acts.scores>) => (await acts.scores(...given)).data.importExamScores.report;
  const file = (...lines: readonly string[]) => ({ file: [HEADING, ...lines, ''].join('\n') });
  const stateOf = async (id: string) =>
    (await acts.read(id)) as unknown as { status: string; examScore: number; version: number };

  test('a try changes nothing; taken, rows are judged by their line; the same file again changes nothing', async () => {
    const [one, other] = [await registered(), await registered()];
    const rows = [
      [one.no, 140],
      [other.no, 139],
    ] as const;
    const counts = {
      rowCount: 2,
      takenCount: 2,
      correctedCount: 0,
      unchangedCount: 0,
      passedCount: 1,
      failedCount: 1,
      errorCount: 0,
    };
    expect(await report(rows, { dryRun: true })).toEqual({ ...counts, errors: [] });
    expect((await stateOf(one.id)).status).toBe('EXAM_REGISTERED');
    expect(await report(rows)).toEqual({ ...counts, errors: [] });
    const before = [await stateOf(one.id), await stateOf(other.id)];
    expect(before).toMatchObject([
      { status: 'SCORE_PASSED', examScore: 140 },
      { status: 'SCORE_FAILED', examScore: 139 },
    ]);
    expect(await report(rows)).toMatchObject({ takenCount: 0, unchangedCount: 2, errorCount: 0 });
    expect([await stateOf(one.id), await stateOf(other.id)]).toEqual(before);
  });

  test('a later file corrects a score until the admission; the old file does not bring the old score back', async () => {
    const { id, no } = await registered();
    await report([[no, 139]]);
    expect(await report([[no, 141]])).toMatchObject({ correctedCount: 1, passedCount: 1 });
    expect(await report([[no, 139]])).toMatchObject({ correctedCount: 0, unchangedCount: 1 });
    const passed = await acts.read(id);
    expect(passed).toMatchObject({ status: 'SCORE_PASSED', examScore: 141 });
    await acts.step('admit', passed);
    expect((await report([[no, 145]])).errors).toEqual([
      {
        line: 2,
        column: 3,
        code: 'INVALID_TRANSITION',
        message: 'The applicant is ADMITTED with another score; it is not corrected any more.',
      },
    ]);
  });

  test('who was absent has no score and does not pass; a file corrects that both ways', async () => {
    const { id, no } = await registered();
    for (const written of ['缺考', 'absent', '-1'])
      expect(await report([[no, written]])).toMatchObject({ errorCount: 0, passedCount: 0 });
    const absent = { status: 'SCORE_FAILED', examScore: null, examAbsent: true, scoreLine: 140 };
    expect(await acts.read(id)).toMatchObject(absent);
    expect(await report([[no, 0]])).toMatchObject({ correctedCount: 1, failedCount: 1 });
    expect(await acts.read(id)).toMatchObject({ status: 'SCORE_FAILED', examScore: 0, examAbsent: false });
    expect(await report([[no, 'ABSENT ']])).toMatchObject({ correctedCount: 1 });
    expect(await acts.read(id)).toMatchObject(absent);
    const { version } = await acts.read(id);
    expect(await report([[no, '缺考 ']])).toMatchObject({ unchangedCount: 1 });
    expect((await acts.read(id)).version).toBe(version);
    // A line that is set anew judges scores, and there is none.
    await subgraph.sql(`update degree_application set status = 'EXAM_TAKEN', score_line = null where id = $1`, [id]);
    await expect(
      subgraph.sql(`update degree_application set status = 'SCORE_PASSED', score_line = 1 where id = $1`, [id]),
    ).rejects.toThrow(/degree_application_absent/);
    await expect(subgraph.sql('update degree_application set exam_score = 0 where id = $1', [id])).rejects.toThrow(
      /degree_application_absent/,
    );
  });

  test('a file that came too early brings the rest when the numbers are registered', async () => {
    const at = await acts.reach('ELIGIBLE');
    expect(await report([[numberOf(at.id), 150]])).toMatchObject({
      takenCount: 0,
      errors: [{ code: 'NOT_FOUND', line: 2, column: 1 }],
    });
    await acts.step('registerExam', at);
    expect(await report([[numberOf(at.id), 150]])).toMatchObject({ takenCount: 1, errorCount: 0 });
  });

  test('while the year has no line the examination is taken, and no more; the line judges', async () => {
    const of = await acts.candidate();
    await subgraph.sql('delete from score_line where programme_id = $1', [of.programmeId]);
    const at = await acts.reach('EXAM_REGISTERED', of);
    expect(await report([[numberOf(at.id), 150]])).toMatchObject({ takenCount: 1, passedCount: 0, failedCount: 0 });
    expect((await stateOf(at.id)).status).toBe('EXAM_TAKEN');
    expect(await subgraph.code(acts.step('admit', await acts.read(at.id)))).toBe('INVALID_TRANSITION');
  });

  test('each fault of a row is told with its line and column; the other rows are taken', async () => {
    const [good, absent, double, surplus] = [await registered(), await registered(), await registered(), await registered()];
    const told = await report([], {
      file: [
        '序号;考 生 号;总分;年度;备注',
        `1;${good.no};146;2013;"含；号"`,
        `2;${absent.no};缺考;2013年;`,
        '3;12;100;2013;',
        '4;131101059999;451;2013;',
        '5;131101059999;一百;2013;',
        '6;131101059999;100;;',
        '7;131101059999;100;2013;',
        `8;${double.no};100;2013;`,
        `9;${double.no};101;2013;`,
        // A spreadsheet leaves empty cells at the end; the same row again is told, and harms nobody.
        `10;${good.no};146;2013;;;`,
        `11;${surplus.no};1;46;2013;`,
        `12;${surplus.no};146;2013;;多一格`,
        '13;"131101059998;100;2013;',
        '',
      ].join('\r\n'),
    });
    expect(told).toMatchObject({ rowCount: 13, takenCount: 2, errorCount: 11 });
    expect(
      told.errors.map(({ line, column, code }: { line: number; column: number; code: string }) => [line, column, code]),
    ).toEqual([
      [4, 2, 'BAD_USER_INPUT'],
      [5, 3, 'VALIDATION_FAILED'],
      [6, 3, 'BAD_USER_INPUT'],
      [7, 4, 'BAD_USER_INPUT'],
      [8, 2, 'NOT_FOUND'],
      [9, 2, 'DUPLICATE'],
      [10, 2, 'DUPLICATE'],
      [11, 2, 'DUPLICATE'],
      [12, 4, 'BAD_USER_INPUT'],
      [13, 6, 'BAD_USER_INPUT'],
      [14, expect.any(Number), 'BAD_USER_INPUT'],
    ]);
    expect(await stateOf(absent.id)).toMatchObject({ status: 'SCORE_FAILED', examScore: null, examAbsent: true });
    for (const { id } of [double, surplus])
      expect(await stateOf(id)).toMatchObject({ status: 'EXAM_REGISTERED', examScore: null });
  });

  test.each<[string, (text: string) => object]>([
    ['UTF-8 with a byte order mark', (text) => ({ file: `\ufeff${text}` })],
    ['GBK in Base64', (text) => ({ file: null, fileBase64: iconv.encode(text, 'gbk').toString('base64') })],
    ['UTF-16 in Base64', (text) => ({ file: null, fileBase64: Buffer.from(`\ufeff${text}`, 'utf16le').toString('base64') })],
  ])('reads %s', async (_, sent) => {
    const { no } = await registered();
    expect(await report([], sent(`${HEADING}\n${no},2013,146\n`))).toMatchObject({ takenCount: 1, errorCount: 0 });
  });

  test('half a file: a last row that is cut inside its score is not taken, and a number of rows that differs refuses the whole', async () => {
    const [whole, cut] = [await registered(), await registered()];
    const half = `${HEADING}\n${whole.no},2013,146\n${cut.no},2013,14`;
    expect(await subgraph.code(acts.scores([], { file: half, expectedRowCount: 3 }))).toBe('VALIDATION_FAILED');
    expect((await stateOf(whole.id)).status).toBe('EXAM_REGISTERED');
    const told = await report([], { file: half, expectedRowCount: 2 });
    expect(told).toMatchObject({ rowCount: 2, takenCount: 1, errors: [{ line: 3, column: null, code: 'BAD_USER_INPUT' }] });
    expect(await stateOf(cut.id)).toMatchObject({ status: 'EXAM_REGISTERED', examScore: null });
    expect(await report([], { file: `${half}6\r\n` })).toMatchObject({ takenCount: 1, unchangedCount: 1, errorCount: 0 });
  });

  test.each<[string, string, object]>([
    ['a row of another year', 'VALIDATION_FAILED', file('131101050001,2012,146')],
    ['an examination that is ahead', 'VALIDATION_FAILED', { ...file('131101050001,2014,146'), examYear: 2014 }],
    ['a year before the plan', 'VALIDATION_FAILED', { ...file('131101050001,2010,146'), examYear: 2010 }],
    ['no rows', 'BAD_USER_INPUT', file()],
    ['no heading', 'BAD_USER_INPUT', { file: '131101050001,2013,146\n131101050002,2013,146' }],
    ['a column twice', 'BAD_USER_INPUT', { file: '考生号,年度,总分,总分\n131101050001,2013,146,1' }],
    ['too many rows', 'BAD_USER_INPUT', file(...Array.from({ length: 10_001 }, () => '131101050001,2013,146'))],
    ['a workbook', 'BAD_USER_INPUT', { file: null, fileBase64: Buffer.from('PK\u0003\u0004workbook').toString('base64') }],
    [
      'a heading in another encoding',
      'BAD_USER_INPUT',
      { file: `${iconv.decode(iconv.encode(HEADING, 'gbk'), 'latin1')}\n131101050001,2013,1` },
    ],
    ['no file', 'BAD_USER_INPUT', { file: null }],
    ['two files', 'BAD_USER_INPUT', { fileBase64: 'YQ==' }],
  ])('refuses %s: %s', async (_, code, given) => expect(await subgraph.code(acts.scores([], given))).toBe(code));

  test('is the city department’s; twenty at once take a score once', async () => {
    for (const viewer of [SCHOOL, staff(newId(), 'DISTRICT_ADMIN')])
      expect(await subgraph.code(acts.scores([['131101050001', 1]], {}, viewer))).toBe('FORBIDDEN');
    const { id, no } = await registered();
    const all = await Promise.all(Array.from({ length: 20 }, () => report([[no, 142]], {}, CITY)));
    expect(all.map(({ takenCount }) => takenCount).sort()).toEqual([...Array(19).fill(0), 1]);
    expect(await stateOf(id)).toMatchObject({ status: 'SCORE_PASSED', examScore: 142 });
    const [version] = await subgraph.sql<{ version: number }>('select version from degree_application where id = $1', [id]);
    expect(version?.version).toBe(4);
  });
});
