import type { Viewer } from '@union-graph/identity';
import { newId, type PersonalTable, type SubgraphDefinition } from '@union-graph/subgraph';
import { insert } from './rows.ts';
import { type TestSubgraph, testSubgraph } from './subgraph.ts';
import { member } from './viewers.ts';

/** A person with one row in a table that time changes before anything writes that down. */
export interface TimedRow {
  readonly memberId: string;
  /** The person's login; a member's unless told. */
  readonly viewer?: Viewer;
  /** An instant (RFC 3339) at which time has changed the row. */
  readonly later: string;
  /** What the person reads in the graph, with its variables. */
  readonly query: string;
  readonly variables?: object;
  /** What the answer says of the row, by the columns of the copy, each as PostgreSQL writes it. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the test's own query
  readonly fields: (data: any) => Readonly<Record<string, string | null>>;
}

/** By table, how to make such a row. */
export type TimedRows = Readonly<Record<string, (subgraph: TestSubgraph) => Promise<TimedRow>>>;

/**
 * Tests that a copy of one's data tells the states that the fields of the graph tell, after time has changed them and nothing has written that
 * down; and that no table with such a state is left out.
 */
export function testCopies(definition: SubgraphDefinition, timed: TimedRows): void {
  const tables = definition.personalData ?? [];
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(definition);
  });
  afterAll(() => subgraph.stop());

  test('the copy of every table whose state a field of the graph computes tells that state', () => {
    const computed = tables.filter((table) => computesState(definition, table)).map(({ table }) => table);
    expect(computed.length).toBeGreaterThan(0);
    expect([Object.keys(timed).sort(), tables.flatMap(({ table, asOfNow }) => (asOfNow ? [table] : [])).sort()]).toEqual([
      computed.sort(),
      computed.sort(),
    ]);
  });

  test.each(Object.entries(timed))('%s: the copy tells what the field tells, after time has passed', async (table, make) => {
    const { memberId, viewer = member(memberId), later, query, variables, fields } = await make(subgraph);
    const answer = await subgraph.ask(viewer, query, variables, later);
    expect(answer.errors).toBeUndefined();
    const told = fields(answer.data);
    const [row] = await copyOf(subgraph, definition, { table, memberId, viewer, later });
    expect(row).toMatchObject(told);
    expect(await storedOf(subgraph, tables, { table, memberId })).not.toMatchObject(told);
  });
}

/** Whether a state among the columns of a copy is computed by the field of its type. */
function computesState({ resolvers }: SubgraphDefinition, { table, copy }: PersonalTable): boolean {
  const type = resolvers[table.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())] ?? {};
  const field = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return copy.some((column) => /status$|^state$/.test(column) && field(column) in type);
}

interface Asked {
  readonly table: string;
  readonly memberId: string;
  readonly viewer: Viewer;
  readonly later: string;
}

/** The rows of one table in the person's copy, each by its columns. */
async function copyOf(subgraph: TestSubgraph, definition: SubgraphDefinition, { table, memberId, viewer, later }: Asked) {
  const id = newId();
  const asked = { id, member_id: memberId, kind: 'ACCESS' };
  await insert(subgraph.sql, 'data_request', { ...asked, outcome: 'COPIED', answered_at: later });
  // The service that takes such requests has one of its own beside the answer.
  if (definition.resolvers.Query?.personalDataRequest) {
    const taken = { status: 'RECEIVED', requested_by_id: memberId, due_on: later.slice(0, 10) };
    await insert(subgraph.sql, 'personal_data_request', { ...asked, ...taken, requested_at: later });
  }
  const field = `${definition.name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Copy`;
  const { data, errors } = await subgraph.ask(
    viewer,
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on PersonalDataRequest { ${field} { title columns rows { values } } } } }`,
    { of: [{ __typename: 'PersonalDataRequest', id }] },
    later,
  );
  expect(errors).toBeUndefined();
  const title = definition.personalData?.find((one) => one.table === table)?.title;
  const sheet = data._entities[0][field].find((one: { title: string }) => one.title === title);
  return sheet.rows.map(({ values }: { values: string[] }) =>
    Object.fromEntries(sheet.columns.map((column: string, at: number) => [column, values[at]])),
  );
}

/** What is stored of the row that the copy tells of. */
async function storedOf(
  { sql }: TestSubgraph,
  tables: readonly PersonalTable[],
  { table, memberId }: Pick<Asked, 'table' | 'memberId'>,
) {
  const { copy, of } = tables.find((one) => one.table === table) as PersonalTable;
  const columns = copy.map((column) => `${column}::text`).join(', ');
  return (await sql(`select ${columns} from ${table} where ${of}`, [memberId]))[0];
}
