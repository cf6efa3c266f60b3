import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { checkedRefOrNull } from './references.ts';
import { mediation } from './subgraph.ts';

/** Numbers that the service itself gives, or whose form is checked. */
const NOT_WRITTEN_FREELY = ['case_no', 'licence_no'];

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
});
afterAll(() => subgraph.stop());

test('every reference that a client writes has a longest length where it is kept', async () => {
  const unbounded = await subgraph.sql(
    `select c.table_name, c.column_name from information_schema.columns c
     where c.table_schema = 'public' and c.data_type = 'text' and c.column_name ~ '_(ref|no)$' and c.column_name <> all($1)
       and not exists (select from pg_constraint k where k.conrelid = format('%I', c.table_name)::regclass and k.contype = 'c'
         and pg_get_constraintdef(k.oid) like '%length(' || c.column_name || ')%')
     order by 1, 2`,
    [NOT_WRITTEN_FREELY],
  );
  expect(unbounded).toEqual([]);
  const bounded = await subgraph.sql(`select from pg_constraint where contype = 'c' and conname like '%\\_length'`);
  expect(bounded.length).toBeGreaterThanOrEqual(14);
});

test('a reference has 1 to 200 characters; one of blanks alone is none', () => {
  expect(checkedRefOrNull(` ${'字'.repeat(200)} `, 'proofRef')).toBe('字'.repeat(200));
  expect([checkedRefOrNull(' ', 'proofRef'), checkedRefOrNull(null, 'proofRef')]).toEqual([null, null]);
  expect(() => checkedRefOrNull('字'.repeat(201), 'proofRef')).toThrow('proofRef');
});
