import { eventually } from '@union-graph/testing';
import { type ApplicationHouse, DOCUMENT, FLOORS, SUBGRAPH, startApplicationHouse } from '../../../test/applications.ts';
import type { Answer } from '../../../test/gateway.ts';
import { construction, constructionSdl, registerApproved } from '../../../test/registry.ts';

const OTHER_UNION = crypto.randomUUID();
const SCORE = '"Score." constructionScore: Int! @tag(name: "pub")';
const withScore = (sdl: string, score = SCORE) =>
  sdl.replace('"Its sites."\n    constructionSites', `${score}\n    "Its sites."\n    constructionSites`);
const WHOLE = withScore(constructionSdl(FLOORS));
/** Takes the floors away, which the partner and the application read, and opens the score to staff alone, which another subgraph refers to. */
const BREAKING = withScore(constructionSdl(), SCORE.replace('pub', 'int'));
const CONVOY = constructionSdl()
  .replaceAll('onstruction', 'onvoy')
  .replace('id: ID! @external', 'id: ID! @tag(name: "pub")')
  .replace(
    '"Its sites."\n    convoySites',
    '"Score." constructionScore: Int! @external\n    "Risk." convoyRisk: Int @requires(fields: "constructionScore") @tag(name: "pub")\n    "Its sites."\n    convoySites',
  );

interface Waiting {
  readonly id: string;
  readonly party: string;
  readonly partyId: string;
  readonly loses: string[];
  readonly changeHash: string;
  readonly version: number;
}

let house: ApplicationHouse;
let agreement = '';
let application = '';
/** A token of each party. */
let tokens: Readonly<Record<string, string>>;
beforeAll(async () => {
  house = await startApplicationHouse();
  application = await house.application();
  expect((await house.publish([{ document: DOCUMENT }])).codes).toEqual([]);
  const convoy = await house.startOther('ind-convoy', { sdl: CONVOY, resolvers: {} });
  await registerApproved(house, { name: 'ind-convoy', prefix: 'Convoy', url: convoy.url, clientId: 'convoy' }, OTHER_UNION);
  await house.sql(
    `insert into reference_approval (id, subgraph, kind, coordinate, owner, decision, decided_by, decided_at)
     values ($1, 'ind-convoy', 'REQUIRES', 'Enterprise.constructionScore', $2, 'APPROVED', $1, now())`,
    [crypto.randomUUID(), SUBGRAPH],
  );
  expect((await house.publishSchema(WHOLE)).errors).toEqual([]);
  const input = { subgraph: 'ind-convoy', sdl: CONVOY, expectedVersion: 1 };
  expect((await house.send(await house.program('convoy'), 'publishSubgraph', input, 'version { state }')).errors).toEqual([]);
  agreement = await house.agree({ client_id: 'reader', coordinates: ['ConstructionSite.floors'] });
  tokens = {
    PARTNER: await house.tokenOf('reader'),
    APPLICATION: house.publisher,
    SUBGRAPH: await house.adminOf(OTHER_UNION),
  };
});
afterAll(() => house.stop());

const SHOWN = 'id party partyId loses changeHash version decision noticeUntil';
const waiting = async (token: string): Promise<Waiting[]> => {
  const answer = await house.gateway.ask(`{ changesToAcknowledge { nodes { ${SHOWN} subgraphName versionNumber } } }`, { token });
  expect(answer.errors).toEqual([]);
  return (answer.data as { changesToAcknowledge: { nodes: Waiting[] } }).changesToAcknowledge.nodes;
};
const acknowledge = (token: string, { id, changeHash, version }: Waiting, more: object = {}): Promise<Answer> => {
  const input = { acknowledgementId: id, changeHash, expectedVersion: version, acknowledged: true, ...more };
  return house.send(token, 'acknowledgeChange', input, 'acknowledgement { decision } versionState');
};
const waitingFor = async (party: string): Promise<Waiting> => (await waiting(tokens[party] as string))[0] as Waiting;
const publishBreaking = (sdl = BREAKING, more: object = { acknowledgesBreaking: true }) => house.publishSchema(sdl, more);
const states = async () =>
  (await house.sql('select number, state from schema_version where subgraph = $1 order by number', [SUBGRAPH])).map(
    ({ number, state }) => `${number} ${state}`,
  );
const stateOf = (answer: Answer) => (answer.data as { result: { versionState: string } } | null)?.result.versionState;

test('a breaking version waits until each of those whom it takes something from has acknowledged it itself', async () => {
  expect((await publishBreaking(BREAKING, {})).errors[0]?.message).toContain(
    `agreement ${agreement} holds ConstructionSite.floors`,
  );
  expect((await publishBreaking()).data).toMatchObject({ result: { version: { number: 3, state: 'PROPOSED' } } });
  const [partner, app, owner] = await Promise.all(['PARTNER', 'APPLICATION', 'SUBGRAPH'].map(waitingFor));
  expect([partner, app, owner]).toMatchObject([
    { party: 'PARTNER', partyId: agreement, loses: ['ConstructionSite.floors'], noticeUntil: expect.stringMatching(/^20/) },
    { party: 'APPLICATION', partyId: application, noticeUntil: null },
    { party: 'SUBGRAPH', partyId: 'ind-convoy', loses: ['Enterprise.constructionScore'] },
  ]);
  // Everybody sees their own alone, and nobody says something for another.
  const publisher = await house.program('publisher');
  for (const [token, own] of [...Object.values(tokens).map((token, at) => [token, at] as const), [publisher, -1] as const])
    for (const [at, row] of ([partner, app, owner] as Waiting[]).entries())
      if (at !== own) expect([own, at, (await acknowledge(token, row)).codes]).toEqual([own, at, ['FORBIDDEN']]);
  expect(await waiting(await house.tokenOf('other-reader'))).toEqual([]);
  expect(await waiting(await house.tokenOfPerson('CITY_DEPT'))).toEqual([]);

  expect(stateOf(await acknowledge(tokens.APPLICATION as string, app as Waiting))).toBe('PROPOSED');
  expect((await acknowledge(tokens.APPLICATION as string, app as Waiting, { expectedVersion: 2 })).codes).toEqual([
    'INVALID_TRANSITION',
  ]);
  expect((await acknowledge(tokens.SUBGRAPH as string, owner as Waiting, { waivesNotice: true })).codes).toEqual([
    'VALIDATION_FAILED',
  ]);
  expect(stateOf(await acknowledge(tokens.SUBGRAPH as string, owner as Waiting))).toBe('PROPOSED');
  expect((await acknowledge(tokens.PARTNER as string, partner as Waiting, { changeHash: 'f'.repeat(64) })).codes).toEqual([
    'VERSION_CONFLICT',
  ]);
  expect(await states()).toEqual(['1 SUPERSEDED', '2 CURRENT', '3 PROPOSED']);
  expect(stateOf(await acknowledge(tokens.PARTNER as string, partner as Waiting, { waivesNotice: true }))).toBe('CURRENT');
  expect(await states()).toEqual(['1 SUPERSEDED', '2 SUPERSEDED', '3 CURRENT']);
});

test('the owner sees who is awaited; a refusal rejects the version', async () => {
  expect((await house.publishSchema(WHOLE)).errors).toEqual([]);
  expect((await publishBreaking()).errors).toEqual([]);
  const asked = await house.gateway.ask(
    '{ mySubgraph { versions(first: 1) { nodes { number state acknowledgements { party decision } } } } }',
    { token: await house.program('publisher') },
  );
  expect(asked.data).toMatchObject({
    mySubgraph: {
      versions: {
        nodes: [
          {
            ...{ number: 5, state: 'PROPOSED' },
            acknowledgements: ['APPLICATION', 'PARTNER', 'SUBGRAPH'].map((party) => ({ party, decision: 'PENDING' })),
          },
        ],
      },
    },
  });
  const app = await waitingFor('APPLICATION');
  expect((await acknowledge(tokens.APPLICATION as string, app, { acknowledged: false })).codes).toEqual(['BAD_USER_INPUT']);
  expect(stateOf(await acknowledge(tokens.APPLICATION as string, app, { acknowledged: false, reason: 'We read it.' }))).toBe(
    'REJECTED',
  );
  expect((await house.sql('select reason from schema_version where number = 5'))[0]?.reason).toMatch(/refused it: We read it/);
  for (const token of Object.values(tokens)) expect(await waiting(token)).toEqual([]);
});

test('acknowledgements of one schema are nothing to another, and are kept when the same is published again', async () => {
  expect((await publishBreaking()).errors).toEqual([]);
  expect(stateOf(await acknowledge(tokens.APPLICATION as string, await waitingFor('APPLICATION')))).toBe('PROPOSED');
  expect((await publishBreaking()).data).toMatchObject({ result: { version: { number: 6, state: 'PROPOSED' } } });
  expect(await waiting(tokens.APPLICATION as string)).toEqual([]);
  const other = BREAKING.replace('"Its name."', '"Its name, in Chinese."');
  expect((await publishBreaking(other)).data).toMatchObject({ result: { version: { number: 7, state: 'PROPOSED' } } });
  expect(await waiting(tokens.APPLICATION as string)).toHaveLength(1);
  expect((await states()).slice(-2)).toEqual(['6 REJECTED', '7 PROPOSED']);
});

/** Runs the look at a version when so many days have passed, or what is scheduled of it is moved there. */
async function settleIn(days: number, number: number): Promise<void> {
  const [version] = await house.sql('select id from schema_version where subgraph = $1 and number = $2', [SUBGRAPH, number]);
  const [job] = await house.sql(`select id from graphile_worker.add_job('settleAfterNotice', $1::json)`, [
    JSON.stringify({ payload: { versionId: version?.id }, clockOffset: days * 86_400_000 }),
  ]);
  await eventually(
    async () => (await house.sql('select from graphile_worker._private_jobs where id = $1', [job?.id])).length === 0,
  );
}
const scheduled = () =>
  house.sql(
    `select round(extract(epoch from j.run_at - now()) / 86400)::int as days from graphile_worker._private_jobs j
      join schema_version v on j.key = 'notice ' || v.id order by v.number desc limit 1`,
  );

test('the notice of a partner holds the version back; the day after it the version is served by itself', async () => {
  for (const party of ['APPLICATION', 'SUBGRAPH']) {
    expect(await scheduled()).toEqual([]);
    expect(stateOf(await acknowledge(tokens[party] as string, await waitingFor(party)))).toBe('PROPOSED');
  }
  const { noticeUntil } = (await waitingFor('PARTNER')) as unknown as { noticeUntil: string };
  expect(stateOf(await acknowledge(tokens.PARTNER as string, await waitingFor('PARTNER')))).toBe('PROPOSED');
  const [task] = await scheduled();
  const daysOfNotice = Math.ceil((Date.parse(`${noticeUntil}T24:00:00+08:00`) - Date.now()) / 86_400_000);
  expect([daysOfNotice - 1, daysOfNotice]).toContain(task?.days);
  const other = BREAKING.replace('"Its name."', '"Its name, in Chinese."');
  expect((await publishBreaking(other)).data).toMatchObject({ result: { version: { number: 7, state: 'PROPOSED' } } });
  await settleIn(daysOfNotice - 1, 7);
  expect((await states()).at(-1)).toBe('7 PROPOSED');
  await settleIn(daysOfNotice + 1, 7);
  expect((await states()).slice(-2)).toEqual(['6 REJECTED', '7 CURRENT']);
  // What was scheduled for it finds nothing to do.
  await settleIn(daysOfNotice + 2, 7);
  expect((await states()).at(-1)).toBe('7 CURRENT');
});

test('a version whose routing URL does not answer at the end of the notice is tried again in an hour', async () => {
  expect((await house.publishSchema(WHOLE)).errors).toEqual([]);
  expect((await publishBreaking()).errors).toEqual([]);
  for (const party of ['APPLICATION', 'SUBGRAPH', 'PARTNER'])
    expect(stateOf(await acknowledge(tokens[party] as string, await waitingFor(party)))).toBe('PROPOSED');
  await house.sql(`update schema_version set routing_url = 'http://127.0.0.1:9/graphql' where state = 'PROPOSED'`);
  await settleIn(33, 9);
  expect([(await states()).at(-1), await scheduled()]).toEqual(['9 PROPOSED', [{ days: 0 }]]);
  await settleIn(90, 9);
  expect((await states()).at(-1)).toBe('9 PROPOSED');
  expect((await house.publishSchema(WHOLE)).errors).toEqual([]);
});

test('an agreement that ended is asked no more, and one that was signed meanwhile is', async () => {
  expect((await house.publishSchema(WHOLE)).errors).toEqual([]);
  expect((await publishBreaking()).errors).toEqual([]);
  for (const party of ['APPLICATION', 'SUBGRAPH'])
    expect(stateOf(await acknowledge(tokens[party] as string, await waitingFor(party)))).toBe('PROPOSED');
  const old = await waitingFor('PARTNER');
  const second = await house.agree({ client_id: 'second-reader', coordinates: ['ConstructionSite.floors'] });
  expect(stateOf(await acknowledge(tokens.PARTNER as string, old, { waivesNotice: true }))).toBe('PROPOSED');
  const [late] = await waiting(await house.tokenOf('second-reader'));
  expect(late?.partyId).toBe(second);
  await house.sql(`update data_sharing_agreement set status = 'REVOKED', reason = 'r', ended_on = current_date where id = $1`, [
    second,
  ]);
  expect((await publishBreaking()).data).toMatchObject({ result: { version: { state: 'CURRENT' } } });
  expect((await house.sql('select decision from change_acknowledgement where id = $1', [late?.id]))[0]).toEqual({
    decision: 'VOID',
  });
});

test('of the last two words at once each is heard, and the version is served', async () => {
  expect((await house.publishSchema(WHOLE)).errors).toEqual([]);
  expect((await publishBreaking()).errors).toEqual([]);
  expect(stateOf(await acknowledge(tokens.PARTNER as string, await waitingFor('PARTNER'), { waivesNotice: true }))).toBe(
    'PROPOSED',
  );
  const last = await Promise.all(['APPLICATION', 'SUBGRAPH'].map(waitingFor));
  const answers = await Promise.all(last.map((row) => acknowledge(tokens[row.party] as string, row)));
  expect(answers.map(({ codes }) => codes)).toEqual([[], []]);
  expect(answers.map(stateOf).sort()).toEqual(['CURRENT', 'PROPOSED']);
});

test('the owner withdraws what waits, and nobody else does', async () => {
  expect((await house.publishSchema(WHOLE)).errors).toEqual([]);
  expect((await publishBreaking()).errors).toEqual([]);
  const [row] = await house.sql('select version from registered_subgraph where name = $1', [SUBGRAPH]);
  const input = { subgraph: SUBGRAPH, expectedVersion: row?.version, reason: 'Not now.' };
  const withdraw = (token: string) => house.send(token, 'withdrawVersion', input, 'version { state reason }');
  for (const token of [...Object.values(tokens), await house.program('convoy')])
    expect((await withdraw(token)).codes).toEqual(['FORBIDDEN']);
  expect((await withdraw(await house.program('publisher'))).data).toEqual({
    result: { version: { state: 'REJECTED', reason: 'Its owner withdrew it: Not now.' } },
  });
  for (const token of Object.values(tokens)) expect(await waiting(token)).toEqual([]);
});

test('a partner is asked when an argument of its field becomes required, and when a field of its own is hidden', async () => {
  const revoke = `update data_sharing_agreement set status = 'REVOKED', reason = 'r', ended_on = current_date where id = $1`;
  for (const [coordinate, sdl] of [
    ['Query.constructionSites', WHOLE.replace('first: Int', 'first: Int!')],
    ['ConstructionSite.nameZh', WHOLE.replace('nameZh: String', 'nameZh: String @federation__inaccessible')],
  ] as const) {
    const id = await house.agree({ client_id: 'second-reader', coordinates: [coordinate] });
    expect((await publishBreaking(sdl, {})).errors[0]?.message).toContain(`agreement ${id} holds ${coordinate}`);
    await house.sql(revoke, [id]);
  }
});

test('the database serves nothing that is not acknowledged, and takes no word for another', async () => {
  house.site.release(construction(BREAKING));
  expect((await publishBreaking()).errors).toEqual([]);
  await expect(house.sql(`update schema_version set state = 'CURRENT' where state = 'PROPOSED'`)).rejects.toThrow(
    /acknowledged that|version_current/,
  );
  const decide = (client: string) =>
    house.sql(
      `update change_acknowledgement set decision = 'ACKNOWLEDGED', decided_by_client = $1, decided_at = now() where party = 'PARTNER' and decision = 'PENDING'
       and version_id = (select id from schema_version where state = 'PROPOSED')`,
      [client],
    );
  await expect(decide('second-reader')).rejects.toThrow('Nobody acknowledges a change for another');
  await decide('reader');
  await expect(
    house.sql(`update change_acknowledgement set decision = 'REFUSED', reason = 'r' where decision = 'ACKNOWLEDGED'`),
  ).rejects.toThrow('never changed');
});
