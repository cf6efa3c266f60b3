import { type Batch, civilDay, columns, grouped, inOrder, raw, rows, sql } from '@union-graph/subgraph';
import { leftStaff } from './hasLeft.ts';
import { Mediator } from './Mediator.ts';
import { whileMediating } from './serving.ts';

/** Mediators by id; their names are public. */
export const mediator: Batch<string, Mediator | null> = async ({ db }, ids) => {
  const found = await rows<Mediator>(db, sql`select ${columns(Mediator, 'm')} from mediator m where m.id = any(${ids}::uuid[])`);
  return inOrder(ids, found, ({ id }) => id);
};

/** The mediators of an organisation whose term runs and who have not left the staff, by name. */
export const mediatorsOfOrg: Batch<string, Mediator[]> = async ({ db, now }, orgIds) => {
  const found = await rows<Mediator>(
    db,
    sql`select ${columns(Mediator, 'm')} from mediator m
    where m.org_id = any(${orgIds}::uuid[]) and ${civilDay(now)}::date between m.term_from and m.term_to
      and not exists (${leftStaff(raw('m.person_id'))}) order by m.name_zh, m.id`,
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

/** Who can do no more what they were given to do in a case. */
export interface Gone {
  /** Whether they have left the staff or died. */
  readonly hasLeft: boolean;
  /** Whether they mediate no more: that, or out of term. */
  readonly isOutOfOffice: boolean;
}

/** Whether persons are gone, by their ids. */
export const gone: Batch<string, Gone> = async ({ db, now }, personIds) => {
  const found = await rows<Gone & { personId: string }>(
    db,
    sql`select p.id as "personId", exists (${leftStaff(raw('p.id'))}) as "hasLeft", ${whileMediating({ now }, raw('p.id'))} is null as "isOutOfOffice"
    from unnest(${personIds}::uuid[]) as p (id)`,
  );
  return inOrder(personIds, found, ({ personId }) => personId) as Gone[];
};
