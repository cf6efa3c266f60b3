import type { Viewer } from '@union-graph/identity';
import { identityCheckDigit } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, member, staff } from '@union-graph/testing';
import { inventedFile } from '../../test/builders/importFile.ts';
import { buildJointUnion } from '../../test/builders/index.ts';
import { IMPORT, useImports } from '../../test/imports.ts';

describe('importMembers (S-29)', () => {
  const { subgraph, union, officer, send, fresh, look, done, run, members, counted } = useImports();

  test('2.1.7: one bad row of 1,000 → 999 accepted, one row error, PARTIAL', async () => {
    const lines = fresh(1000).split('\r\n');
    lines[500] = (lines[500] as string).replace(/,\d{17}[\dX],/, ',110101190001011234,');
    const batch = await run({ file: lines.join('\r\n') });
    expect(batch).toMatchObject({
      status: 'PARTIAL',
      statusZh: '部分通过',
      total: 1000,
      processed: 1000,
      accepted: 999,
      rejected: 1,
      progressBp: 10000,
    });
    expect(batch.errors).toEqual([
      {
        row: 500,
        line: 501,
        field: 'identity_number',
        code: 'BAD_USER_INPUT',
        message: expect.any(String),
        messageZh: '身份证号有误：应为18位且校验码正确。',
      },
    ]);
    const joined = await members();
    expect(joined).toHaveLength(999);
    expect(new Set(joined.map(({ member_no }) => member_no)).size).toBe(999);
    expect(await counted()).toEqual({
      members: 999,
      women: joined.filter(({ gender }) => gender === 'FEMALE').length,
      migrants: 999,
    });
    const [consents] = await subgraph().sql(
      `select count(*)::int as count from consent c join member m on m.id = c.member_id where m.union_id = $1 and c.evidence_ref = 'box-7'`,
      [union().id],
    );
    expect(consents).toEqual({ count: 999 });
    // Every new member is told of once.
    const told = await subgraph().sql<{ id: string; type: string }>(
      `select event->>'subject' as id, event->>'type' as type from event_delivery where event->'data'->>'unionId' = $1`,
      [union().id],
    );
    for (const type of ['organisation.member.listed', 'organisation.member.joined']) {
      const ids = told.filter((one) => one.type === type).map(({ id }) => id);
      expect([type, ids.length, new Set(ids).size]).toEqual([type, 999, 999]);
    }
  });

  test('what is kept of a person: masks, a keyed hash, what the number tells, and nothing once the row is done', async () => {
    const digits = '11010519870307002';
    const number = digits + identityCheckDigit(digits);
    const batch = await run({
      file: `name,identity_number,employment_kind,phone,joined_on,evidence_ref\n"采集·乙",${number},CASUAL,13900001234,2013-09-01,drawer-3`,
    });
    expect(batch).toMatchObject({ status: 'COMPLETED', errors: [] });
    expect(await members()).toEqual([
      expect.objectContaining({
        name_zh: '采集·乙',
        member_no: expect.stringMatching(/^BJ\d{8}$/),
        identity_masked: `${number.slice(0, 3)}***********${number.slice(-4)}`,
        phone_masked: '139****1234',
        birth_year: 1987,
        identity_birth_year: 1987,
        gender: 'FEMALE',
        joined_at: '2013-09-01',
        district_code: '110105',
        scope_path: union().scope_path,
        version: 1,
      }),
    ]);
    const everywhere = await rowsThatHold([number, '13900001234']);
    expect(everywhere).toEqual([]);
    expect(await subgraph().sql('select 1 from import_row where worker is not null')).toEqual([]);
  });

  test('a dry run checks the same and writes nothing', async () => {
    const file = `${fresh(600)}\r\n采集丙,1,CASUAL,,`;
    const dry = await run({ file, dryRun: true });
    expect(dry).toMatchObject({ status: 'PARTIAL', accepted: 600, rejected: 1 });
    expect(await members()).toEqual([]);
    expect(await counted()).toMatchObject({ members: 0 });
    expect(await run({ file })).toMatchObject({ status: 'PARTIAL', accepted: 600, rejected: 1 });
    expect(await counted()).toMatchObject({ members: 600 });
  });

  test('ORG-INV-2: somebody who is a member anywhere is not taken again; the same file twice adds nobody', async () => {
    const file = fresh(3);
    expect(await run({ file })).toMatchObject({ status: 'COMPLETED', accepted: 3 });
    const again = await run({ file });
    expect(again).toMatchObject({ status: 'REJECTED', accepted: 0, rejected: 3 });
    expect(new Set(again.errors.map(({ code }: { code: string }) => code))).toEqual(new Set(['MEMBERSHIP_EXISTS']));
    expect(await counted()).toMatchObject({ members: 3 });
  });

  test('one who left joins again with the record they had; another name on it, and the dead, do not', async () => {
    const file = fresh(3);
    await run({ file });
    const at = ({ name_zh }: Record<string, unknown>) => file.indexOf(`${name_zh},`);
    const [first, second, third] = (await members()).sort((one, other) => at(one) - at(other));
    await subgraph().sql(
      `update member set membership_status = 'LEFT', union_id = null, joined_at = null, scope_path = '/city/110105/' where union_id = $1`,
      [union().id],
    );
    await subgraph().sql(
      'update trade_union set member_count = 0, female_member_count = 0, migrant_member_count = 0 where id = $1',
      [union().id],
    );
    await subgraph().sql(`update member set membership_status = 'DECEASED' where member_no = $1`, [second?.member_no]);
    await subgraph().sql(`update member set name_zh = '别名' where member_no = $1`, [third?.member_no]);
    const batch = await run({ file });
    expect(batch).toMatchObject({ accepted: 1, rejected: 2 });
    expect(batch.errors.map(({ code, field }: { code: string; field: string }) => [code, field])).toEqual([
      ['VALIDATION_FAILED', 'identity_number'],
      ['VALIDATION_FAILED', 'name'],
    ]);
    expect(await members()).toEqual([expect.objectContaining({ member_no: first?.member_no, version: 2 })]);
    const told = await subgraph().sql(
      `select event->'data'->>'scopePath' as path, (event->>'aggregateversion')::int as version from event_delivery
       where event->>'type' = 'organisation.member.listed' and event->>'subject' = (select id::text from member where member_no = $1) order by 2`,
      [first?.member_no],
    );
    expect(told).toEqual([1, 2].map((version) => ({ path: union().scope_path, version })));
    expect(await counted()).toMatchObject({ members: 1 });
  });

  test('files that are none, strangers, other roles, closed unions and replays', async () => {
    const code = (input: object, viewer?: Viewer) => subgraph().code(send(input, viewer));
    expect(await code({ file: '' })).toBe('BAD_USER_INPUT');
    expect(await code({ file: 'name,identity_number\n名,1' })).toBe('BAD_USER_INPUT');
    expect(await code({ file: `${fresh(1).replace('姓名', '姓名,工资')}` })).toBe('BAD_USER_INPUT');
    expect(await code({ file: inventedFile(10_001, 2_000_000) })).toBe('BAD_USER_INPUT');
    expect(await code({ file: 'name,identity_number,employment_kind\n"a,b,c' })).toBe('BAD_USER_INPUT');
    expect(await code({ unionId: newId() })).toBe('NOT_FOUND');
    expect(await code({}, staff(newId(), 'JOINT_UNION_OFFICER', '/city/110101/'))).toBe('FORBIDDEN');
    expect(await code({}, staff(newId(), 'STATION_STAFF', '/city/110105/'))).toBe('FORBIDDEN');
    expect(await code({}, member(newId()))).toBe('FORBIDDEN');
    const [once, viewer, file] = [key(), officer(), fresh(2)];
    const first = await send({ idempotencyKey: once, file }, viewer);
    expect(await send({ idempotencyKey: once, file }, viewer)).toEqual(first);
    expect(await code({ idempotencyKey: once, file: fresh(2) }, viewer)).toBe('IDEMPOTENCY_MISMATCH');
    const { id } = first.data.importMembers.batch;
    await done(id);
    expect(await look(id, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toBeNull();
    expect(await look(id, member(newId()))).toBeNull();
    await subgraph().sql(`update trade_union set status = 'SUSPENDED' where id = $1`, [union().id]);
    expect(await code({})).toBe('VALIDATION_FAILED');
  });

  test('two imports of the same people at once: each person is in one union once', async () => {
    const other = await buildJointUnion(subgraph().sql);
    const file = fresh(700);
    const one = await send({ file });
    const two = await subgraph().ask(staff(newId(), 'JOINT_UNION_OFFICER', other.scope_path), IMPORT, {
      input: { idempotencyKey: key(), unionId: other.id, dryRun: false, evidenceRef: 'box-8', file },
    });
    const [first, second] = await Promise.all(
      [one, two].map(({ data }) => done(data.importMembers.batch.id, staff(newId(), 'CITY_DEPT'))),
    );
    expect(first.accepted + second.accepted).toBe(700);
    const [doubles] = await subgraph().sql(
      `select count(*)::int as count from (select identity_hash from member where membership_status = 'ACTIVE' group by 1 having count(*) > 1) d`,
    );
    expect(doubles).toEqual({ count: 0 });
  });

  test('10,000 rows, as many as are promised, fit into the 3 MiB that a request may have', async () => {
    const wide = `${'x'.repeat(60)}档案柜`;
    const file = `${fresh(10_000).replaceAll('\r\n', `,${wide}\r\n`)},${wide}`.replace(`外来务工,${wide}`, '外来务工,凭证');
    const input = { file: null, fileBase64: Buffer.from(file).toString('base64'), dryRun: true };
    expect(Buffer.byteLength(JSON.stringify({ query: IMPORT, variables: { input } }))).toBeLessThan(3 * 1_048_576);
    const { data, errors } = await send(input);
    expect(errors).toBeUndefined();
    expect(data.importMembers.batch).toMatchObject({ total: 10_000, rejected: 0 });
  });

  test('errors are read page by page', async () => {
    const file = ['name,identity_number,employment_kind', ...Array.from({ length: 30 }, () => '名,1,CASUAL')].join('\n');
    const { data } = await send({ file });
    const rest = await look(data.importMembers.batch.id, officer(), 25);
    expect(rest).toMatchObject({ status: 'REJECTED', progressBp: 10000 });
    expect(rest.errors.map(({ row }: { row: number }) => row)).toEqual([26, 27, 28, 29, 30]);
  });

  /** Every row of the database, the job queue's too, that has one of the texts in it. */
  async function rowsThatHold(texts: readonly string[]): Promise<string[]> {
    const tables = await subgraph().sql<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { name } of tables)
      for (const text of texts) {
        const [row] = await subgraph().sql(`select 1 from ${name} t where t::text like '%' || $1 || '%' limit 1`, [text]);
        if (row) found.push(`${name} holds ${text}`);
      }
    expect(tables.length).toBeGreaterThan(20);
    return found;
  }
});
