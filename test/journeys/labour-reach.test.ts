import { PERSONS } from '@union-graph/infra/demo';
import { id } from '@union-graph/infra/ids';
import { ask, codeOf, good, key } from '../house/client.ts';

const CITY = ['lu-yang', 'peng-bo', 'shen-ping'];
const DELEGATES = ['bi-wen', 'fan-yong', 'hua-rong', 'ji-chuan', 'tao-ran', 'yu-fei'];
const round = (name: string) => id('bargaining-round', name);
const warning = (name: string) => id('early-warning', name);

/** Who reads each row of the demo data: list, field by id, the row, and the logins. */
const READERS: readonly (readonly [what: string, list: string, one: string, rowId: string, logins: readonly string[]])[] = [
  // Reported since nobody answered: the labour authority's, too.
  [
    'a round refused in Chaoyang',
    'bargainingRounds',
    'bargainingRound',
    round('print-shop-silent'),
    [...CITY, 'fan-yong', 'feng-jing', 'wu-gang', 'yao-xin'],
  ],
  [
    'one filed in Chaoyang',
    'bargainingRounds',
    'bargainingRound',
    round('panjiayuan-area'),
    [...CITY, 'chen-xiaomei', 'fan-yong', 'feng-jing', 'jin-ping', 'wu-gang', 'yao-xin'],
  ],
  ['one that talks in Shunyi', 'bargainingRounds', 'bargainingRound', round('baic-2014'), [...CITY, 'meng-yao', 'yao-xin']],
  ['one that passed in Shunyi', 'bargainingRounds', 'bargainingRound', round('taxi-2014'), [...CITY, 'yao-xin']],
  [
    'a warning of the grid in Chaoyang',
    'earlyWarnings',
    'earlyWarning',
    warning('grid'),
    [...CITY, 'feng-jing', 'sun-li', 'xu-min'],
  ],
  ['one that six parties were told of', 'earlyWarnings', 'earlyWarning', warning('logistics'), [...CITY, ...DELEGATES, 'xu-min']],
  ['one that was merged', 'earlyWarnings', 'earlyWarning', warning('logistics-hotline'), [...CITY, 'xu-min']],
];

describe('who reads rounds, warnings and legal aid: every person of the demo data, row by row (C-19)', () => {
  const logins = PERSONS.map(({ login }) => login);

  /** Who of all persons finds a row: in the list, and by its id where there is a field for it. */
  async function readersOf(list: string, one: string | null, rowId: string): Promise<{ inList: string[]; byId: string[] }> {
    const [inList, byId]: [string[], string[]] = [[], []];
    for (const login of logins) {
      const listed = await ask(login, `{ ${list}(first: 100) { nodes { id } } }`);
      const nodes: { id: string }[] = listed.data?.[list]?.nodes ?? [];
      if (nodes.some((node) => node.id === rowId)) inList.push(login);
      if (one === null) continue;
      const read = await ask(login, `query ($id: ID!) { ${one}(id: $id) { id } }`, { id: rowId });
      if (read.data?.[one]) byId.push(login);
      else expect([login, codeOf(read)]).toEqual([login, expect.stringMatching(/^(NOT_FOUND|FORBIDDEN)$/)]);
    }
    return { inList: inList.toSorted(), byId: byId.toSorted() };
  }

  test.each(READERS)('%s', async (_, list, one, rowId, expected) => {
    const wanted = [...expected].toSorted();
    expect(await readersOf(list, one, rowId)).toEqual({ inList: wanted, byId: wanted });
    expect(codeOf(await ask(null, `query ($id: ID!) { ${one}(id: $id) { id } }`, { id: rowId }))).toBe('UNAUTHENTICATED');
  });

  test('a grant of legal aid in Chaoyang: the centre, the lawyer, and the mediator of the case', async () => {
    const { mediationCases, lawyers } = good(
      await ask(
        'shen-ping',
        '{ mediationCases(first: 100) { nodes { id caseNo version applicants { member { id } } } } lawyers(first: 10) { nodes { id nameZh } } }',
      ),
    );
    const row = mediationCases.nodes.find(({ caseNo }: { caseNo: string }) => caseNo.includes('000026'));
    const input = {
      idempotencyKey: key(),
      caseId: row.id,
      expectedVersion: row.version,
      memberId: row.applicants[0].member.id,
      lawyerId: lawyers.nodes.find(({ nameZh }: { nameZh: string }) => nameZh === '周明').id,
      scope: 'CONSULTATION',
    };
    const granting = 'mutation ($input: GrantLegalAidInput!) { grantLegalAid(input: $input) { grant { id } } }';
    const { grantLegalAid } = good(await ask('feng-jing', granting, { input }));
    const { inList } = await readersOf('legalAidGrants', null, grantLegalAid.grant.id);
    expect(inList).toEqual([...CITY, 'feng-jing', 'sun-li', 'zhou-ming'].toSorted());
  });
});
