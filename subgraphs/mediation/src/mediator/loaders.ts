import { type Batch, civilDay, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { Mediator } from './Mediator.ts';

/** Mediators by id; their names are public. */
export const mediator: Batch<string, Mediator | null> = async ({ db }, ids) => {
  const found = await rows<Mediator>(db, sql`select ${columns(Mediator, 'm')} from mediator m where m.id = any(${ids}::uuid[])`);
  return inOrder(ids, found, ({ id }) => id);
};

/** The mediators of an organisation whose term runs, by name. */
export const mediatorsOfOrg: Batch<string, Mediator[]> = async ({ db, now }, orgIds) => {
  const found = await rows<Mediator>(
    db,
    sql`select ${columns(Mediator, 'm')} from mediator m
    where m.org_id = any(${orgIds}::uuid[]) and ${civilDay(now)}::date between m.term_from and m.term_to order by m.name_zh, m.id`,
  );
  return grouped(orgIds, found, ({ orgId }) => orgId);
};

/** A person as a mediator: the term that ends last. */
export const mediatorProfile: Batch<string, Mediator | null> = async ({ db }, personIds) => {
  const found = await rows<Mediator>(
    db,
    sql`select distinct on (m.person_id) ${columns(Mediator, 'm')} from mediator m
    where m.person_id = any(${personIds}::uuid[]) order by m.person_id, m.term_to desc, m.id`,
  );
  return inOrder(personIds, found, ({ personId }) => personId);
};
