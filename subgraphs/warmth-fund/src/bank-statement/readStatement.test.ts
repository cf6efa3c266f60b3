import { newId } from '@union-graph/subgraph';
import { HEADING, statementFile } from '../../test/statements.ts';
import { MOST_LINES, readStatement } from './readStatement.ts';

const line = (more = '') => `B${newId()},${newId()},10.00,成功,${more}`;

test('a line with more cells than the heading is at fault, and empty ones count for nothing', () => {
  const { lines } = readStatement(statementFile([line(',,'), line(',,x'), line(','.repeat(50))], '30.00'));
  expect(lines.map(({ fault }) => fault)).toEqual([null, ...Array<string>(2).fill('The line has more cells than the heading.')]);
});

test('a file has as many lines as the fund takes, and the last line', () => {
  const file = (count: number) => statementFile(Array<string>(count).fill(line()), `${count * 10}.00`);
  expect(readStatement(file(MOST_LINES)).lines).toHaveLength(MOST_LINES);
  for (const count of [0, MOST_LINES + 1])
    expect(() => readStatement(file(count))).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(`1 to ${MOST_LINES} `),
        extensions: { code: 'BAD_USER_INPUT', field: 'file' },
      }),
    );
});

describe('a hostile file costs no more than a good one of its size', () => {
  const BYTES = 4_000_000;
  const remark = 'x'.repeat(BYTES / MOST_LINES - line().length - 2);
  const took = (text: string): number => {
    const from = performance.now();
    try {
      readStatement(text);
    } catch {}
    return performance.now() - from;
  };
  const best = (text: string): number => Math.min(took(text), took(text));
  let ofGood: number;
  beforeAll(() => {
    const good = statementFile(
      Array.from({ length: MOST_LINES }, () => line(`,${remark}`)),
      '100000.00',
      `${HEADING},备注`,
    );
    expect(readStatement(good).lines).toHaveLength(MOST_LINES);
    ofGood = best(good);
  });

  test.each([
    ['of commas alone', ','.repeat(BYTES)],
    ['with a line of commas', statementFile([','.repeat(BYTES)], '10.00')],
  ])('a file %s', (_, text) => {
    expect(best(text)).toBeLessThan(3 * ofGood);
  });
});
