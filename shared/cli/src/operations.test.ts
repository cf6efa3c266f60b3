import fs from 'node:fs';
import path from 'node:path';
import { type FixtureHouse, SECRET, startFixtureHouse } from '../test/house.ts';
import { openUser, type User } from '../test/run.ts';

let house: FixtureHouse;
let user: User;
beforeAll(async () => {
  house = await startFixtureHouse();
});
afterAll(() => house.stop());
beforeEach(() => {
  user = openUser();
  house.requests.length = 0;
});
afterEach(() => user.remove());
const write = (file: string, content: string) => fs.writeFileSync(path.join(user.folder, file), content);
/** Signed in, in a folder with operations and the settings of a subgraph. */
const prepared = async () => {
  house.answer = () => ({ data: {} });
  await user.run(`login --gateway ${house.url} --client-id publisher`, { stdin: `${SECRET}\n` });
  write('union-graph.json', JSON.stringify({ gateway: house.url, subgraph: 'ind-x' }));
  fs.mkdirSync(path.join(user.folder, 'operations'));
};

describe('operations', () => {
  const publishes = ({ query }: { query: string }) =>
    query.includes('mutation')
      ? {
          data: {
            publishOperations: {
              client: { version: 4 },
              operations: [{ hash: 'abcdef0123456789', name: 'Sites', fetches: 1, cost: 10 }],
            },
          },
        }
      : { data: { myClientApplication: { id: 'app', name: 'Member app', version: 3 } } };

  test('of a folder are sent as they are written, each with its budget', async () => {
    await prepared();
    write('operations/Sites.graphql', 'query Sites { constructionSites { id } }\n');
    write('operations/README.md', 'not an operation');
    write('budgets.json', '{"Sites": {"maxCost": 40}}');
    house.answer = publishes;
    const ran = await user.run('operations operations --budgets budgets.json --retire one,other');
    expect([ran.code, ran.out]).toEqual([
      0,
      expect.stringMatching(/1 operations published, 2 retired\.\n {2}abcdef012345 {2}Sites {2}1 ×, 10/),
    ]);
    expect(house.requests.at(-1)?.variables.input).toMatchObject({
      ...{ clientApplicationId: 'app', expectedVersion: 3, retire: ['one', 'other'] },
      operations: [{ document: 'query Sites { constructionSites { id } }\n', maxCost: 40 }],
    });
    write('budgets.json', '{"Sight": {"maxCost": 40}}');
    expect(await user.run('operations operations --budgets budgets.json')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no "Sight.graphql"/),
    });
  });

  test.each([
    ['operations', 2, /Name the folder/],
    ['operations nowhere', 2, /cannot be read/],
  ])('"%s" is called wrongly', async (args, code, told) => {
    expect(await user.run(args)).toMatchObject({ code, err: expect.stringMatching(told) });
  });

  test('of a program that publishes none are refused', async () => {
    await prepared();
    house.answer = () => ({ data: { myClientApplication: null } });
    expect(await user.run('operations operations')).toMatchObject({ code: 3, err: expect.stringMatching(/registerClient/) });
  });
});
