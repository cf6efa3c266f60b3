import path from 'node:path';
import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import {
  createServiceProcess,
  eventuallyHolds,
  inventedNumber,
  key,
  member,
  type ServiceProcess,
  staff,
} from '@union-graph/testing';
import { inventedFile } from '../../test/builders/importFile.ts';
import { buildJointUnion, type UnionRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const APPLY =
  'mutation ($input: ApplyForMembershipInput!) { applyForMembership(input: $input) { application { id version member { id } } } }';
const IMPORT = 'mutation ($input: ImportMembersInput!) { importMembers(input: $input) { batch { id } } }';

/** Persons of these tests: nothing of what stands here may be said or kept in clear. */
const NUMBERS = [901, 902, 903].map(inventedNumber) as [string, string, string];
const PHONE = '000-7531-8642';
const NAME = '柳如烟试';

describe('what a process says and keeps of identity numbers (2.0 «No PII copies»)', () => {
  let service: ServiceProcess;
  let union: UnionRow;

  beforeAll(async () => {
    service = await createServiceProcess(organisation, path.join(import.meta.dirname, '../main.ts'), { logLevel: 'trace' });
    union = await buildJointUnion(sql as never);
    await service.start();
  });
  afterAll(() => service.stop());

  const sql = <Row>(text: string, values?: unknown[]): Promise<Row[]> => service.subgraph.sql(text, values);
  const ask = (viewer: Viewer, query: string, variables: object = {}) => service.subgraph.ask(viewer, query, variables);
  const officer = () => staff(newId(), 'JOINT_UNION_OFFICER', union.scope_path);
  const apply = (identityNumber: string, more: object = {}) =>
    ask(officer(), APPLY, {
      input: {
        idempotencyKey: key(),
        unionId: union.id,
        evidenceRef: 'paper-9',
        person: {
          nameZh: NAME,
          identityNumber,
          phone: PHONE,
          employmentKind: 'CASUAL',
          districtCode: '110105',
          isMigrantWorker: true,
          ...more,
        },
      },
    });
  const bringIn = (file: string) =>
    ask(officer(), IMPORT, { input: { idempotencyKey: key(), unionId: union.id, dryRun: false, evidenceRef: 'box-1', file } });

  /** Runs work while a column is away, so that its statements fail with all that they carry. */
  async function without(table: string, column: string, work: () => Promise<unknown>): Promise<void> {
    await sql(`alter table ${table} rename column ${column} to away`);
    await work();
    await sql(`alter table ${table} rename column away to ${column}`);
  }

  const untilSaid = (words: string) => eventuallyHolds(() => expect(service.output()).toContain(words));

  test('nothing in clear, by application, transfer and import, when all is well, refused, malformed, or failing', async () => {
    const [first, second, third] = NUMBERS;
    const applied = (await apply(first)).data.applyForMembership.application;
    expect((await apply(first)).errors?.[0]?.extensions.code).toBe('DUPLICATE');
    const wrong = `${first.slice(0, 17)}${first.endsWith('1') ? '2' : '1'}`;
    expect((await apply(wrong)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await apply(second, { phone: 8642 })).errors?.length).toBe(1);
    expect((await ask(officer(), `{ broken(number: "${second}" phone: "${PHONE}" `)).errors?.length).toBe(1);
    await without('member', 'phone_masked', async () => {
      expect((await apply(second)).errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
    });
    await untilSaid('masked error');

    const file = inventedFile(3, 904)
      .replace(inventedNumber(905), third)
      .replace('采集甲九〇四', NAME)
      .replace('000-5550-0001', PHONE);
    expect((await bringIn(`${file}\r\n${NAME},${wrong},CASUAL,${PHONE},是`)).errors).toBeUndefined();
    await without('import_row', 'worker', async () => {
      expect((await bringIn(inventedFile(3, 907).replace('采集甲九〇七', NAME))).errors?.[0]?.extensions.code).toBe(
        'INTERNAL_SERVER_ERROR',
      );
    });
    await without('member', 'phone_masked', async () => {
      await bringIn(inventedFile(2, 910).replace('采集甲九一〇', NAME));
      await untilSaid('import_rows');
    });

    const decided = await ask(
      officer(),
      'mutation ($input: DecideMembershipInput!) { decideMembership(input: $input) { application { member { id version } } } }',
      {
        input: { idempotencyKey: key(), applicationId: applied.id, expectedVersion: applied.version, approve: true },
      },
    );
    const joined = decided.data.decideMembership.application.member;
    const to = await buildJointUnion(sql as never, {}, '110101');
    const moved = await ask(
      member(joined.id),
      'mutation ($input: RequestTransferInput!) { requestTransfer(input: $input) { transfer { id } } }',
      {
        input: { idempotencyKey: key(), memberId: joined.id, expectedVersion: joined.version, toUnionId: to.id },
      },
    );
    expect(moved.errors).toBeUndefined();

    await service.end();
    const said = service.output();
    const people = [...NUMBERS, ...Array.from({ length: 10 }, (_, at) => inventedNumber(904 + at))];
    const inClear = [...people, wrong, PHONE, PHONE.replaceAll('-', ''), '5550-000'];
    expect(said.length).toBeGreaterThan(500);
    expect([...inClear, NAME].filter((text) => said.includes(text))).toEqual([]);
    expect(await tablesThatHold(inClear)).toEqual([]);
  });

  /** Tables of the database, the job queue's too, with one of the texts in a row. */
  async function tablesThatHold(texts: readonly string[]): Promise<string[]> {
    const tables = await sql<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'`,
    );
    const holding = await Promise.all(
      tables.map(async ({ name }) => ({
        name,
        rows: await sql(
          `select 1 from ${name} t where exists (select from unnest($1::text[]) as text where strpos(t::text, text) > 0) limit 1`,
          [texts],
        ),
      })),
    );
    expect(tables.length).toBeGreaterThan(20);
    return holding.filter(({ rows }) => rows.length > 0).map(({ name }) => name);
  }
});
