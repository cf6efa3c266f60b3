import { type ApplicationHouse, DOCUMENT, FLOORS, hashOf, SUBGRAPH, startApplicationHouse } from '../../../test/applications.ts';
import { eventually } from '../../../test/gateway.ts';
import { constructionSdl } from '../../../test/registry.ts';

let house: ApplicationHouse;
beforeAll(async () => {
  house = await startApplicationHouse();
  await house.application();
  const published = await house.publish([{ document: DOCUMENT, maxCost: 30 }]);
  expect(published.codes).toEqual([]);
});
afterAll(() => house.stop());

const check = async (sdl: string) => {
  const answer = await house.gateway.ask(
    `query ($input: CheckSchemaInput!) { checkSchema(input: $input) { verdict problems { kind message }
      affectedOperations { hash name application team effect message fetchesBefore fetchesAfter costBefore costAfter requests lastUsedAt } } }`,
    { token: await house.program('publisher'), variables: { input: { subgraph: SUBGRAPH, sdl } } },
  );
  expect(answer.errors).toEqual([]);
  return (answer.data as { checkSchema: { affectedOperations: object[]; problems: object[]; verdict: string } }).checkSchema;
};

describe('a check of a schema', () => {
  const used = async (times: number) => {
    const token = await house.tokenWith({
      sub: 'p',
      client_id: 'app',
      union_graph: { person_id: crypto.randomUUID(), grants: [] },
    });
    for (let time = 0; time < times; time++) expect((await house.gateway.ask(DOCUMENT, { token })).codes).toEqual([]);
  };

  test('names the operations that it would break, with who sends them and when they were used; a breaking publish says so', async () => {
    await used(3);
    // The same text from another client is not this application's.
    await house.gateway.ask(DOCUMENT, { token: await house.tokenOfPerson('MEMBER') });
    await eventually(async () =>
      expect((await house.sql('select requests::int from operation_use'))[0]).toEqual({ requests: 3 }),
    );
    const found = await check(constructionSdl());
    expect(found).toMatchObject({
      verdict: 'NEEDS_ACKNOWLEDGEMENT',
      affectedOperations: [
        {
          ...{ hash: hashOf(DOCUMENT), name: 'Sites', application: 'Member app', team: 'Digital team', effect: 'BREAKS' },
          ...{ fetchesBefore: 1, fetchesAfter: null, costBefore: 10, costAfter: null, requests: 3 },
          message: expect.stringContaining('Cannot query field "floors"'),
          lastUsedAt: expect.stringMatching(/^20\d\d-/),
        },
      ],
    });
    const refused = await house.publishSchema(constructionSdl());
    expect([refused.codes, refused.errors[0]?.message]).toEqual([
      ['VALIDATION_FAILED'],
      expect.stringContaining('Operations that would be refused: "Sites" of "Member app".'),
    ]);
  });

  test('fails where an operation would be over its budget, and tells what would cost more', async () => {
    const dear = constructionSdl(`${FLOORS.replace('@tag', '@cost(weight: 3) @tag')}`).replace(
      '"@shareable"',
      '"@shareable", "@cost"',
    );
    const found = await check(dear);
    expect(found).toMatchObject({
      verdict: 'FAILS',
      problems: [
        {
          kind: 'BUDGET',
          message: expect.stringMatching(/"Sites" of "Member app" would be over its budget: It costs 40 .* is 30/),
        },
      ],
      affectedOperations: [{ name: 'Sites', effect: 'OVER_BUDGET', costBefore: 10, costAfter: 40, fetchesAfter: 1 }],
    });
    expect((await house.publishSchema(dear)).codes).toEqual(['VALIDATION_FAILED']);
    const cheap = dear.replace('weight: 3', 'weight: 2');
    expect(await check(cheap)).toMatchObject({
      verdict: 'PASSES',
      problems: [],
      affectedOperations: [{ effect: 'DEARER', costBefore: 10, costAfter: 30 }],
    });
  });

  test('knows nothing of an operation that is retired', async () => {
    expect((await house.publish([], { retire: [hashOf(DOCUMENT)] })).codes).toEqual([]);
    expect((await check(constructionSdl())).affectedOperations).toEqual([]);
  });
});
