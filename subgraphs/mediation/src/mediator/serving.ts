import { hasRole, type Viewer } from '@union-graph/identity';
import { civilDay, grouped, type ReadContext, rows, type Sql, sql } from '@union-graph/subgraph';
import { leftStaff } from './hasLeft.ts';
import { type Days, lastDayWithoutGap } from './rules.ts';

type Now = Pick<ReadContext, 'now'>;
type Reading = Pick<ReadContext, 'db' | 'now'>;

/**
 * Whether the terms of a person as a mediator are all over or have yet to begin, as a condition in SQL. Somebody of whom no term was ever
 * written has the role by the word of their union alone.
 */
const isOutOfTerm = ({ now }: Now, person: Sql): Sql => sql`(exists (select from mediator m where m.person_id = ${person})
  and not exists (select from mediator m where m.person_id = ${person} and ${civilDay(now)}::date between m.term_from and m.term_to))`;

/**
 * A person, or null once they mediate no more: who is out of term or has left the staff reads no more what they read as the mediator of a case,
 * open or closed. An expression in SQL.
 */
export const whileMediating = (ctx: Now, person: Sql): Sql =>
  sql`(select ${person} where not ${isOutOfTerm(ctx, person)} and not exists (${leftStaff(person)}))`;

/**
 * A person, or null once they serve as a lawyer no more: who was dismissed or has left the staff reads no more what they read as a lawyer, of closed
 * cases neither. An expression in SQL.
 */
export const whileAdvising = ({ now }: Now, person: Sql): Sql =>
  sql`(select ${person} where not exists (select from lawyer l where l.person_id = ${person} and l.left_on < ${civilDay(now)}::date)
    and not exists (${leftStaff(person)}))`;

/**
 * Whether the contracts of a lawyer's firm are all over or have yet to begin (S-51), as a condition in SQL. A firm of which no contract was ever written
 * serves by the word of the centre.
 */
export const isOutOfContract = ({ now }: Now, person: Sql): Sql => sql`exists (select from lawyer l
  where l.person_id = ${person} and exists (select from service_contract s where s.firm_id = l.firm_id)
    and not exists (select from service_contract s where s.firm_id = l.firm_id and ${civilDay(now)}::date between s.from_on and s.to_on))`;

interface Term extends Days {
  readonly personId: string;
}

/**
 * Until which day each of these people mediates, by {@link lastDayWithoutGap}. Who never had a term is left out.
 */
export async function lastDaysOfTerms({ db, now }: Reading, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows<Term>(
    db,
    sql`select m.person_id as "personId", m.term_from as "from", m.term_to as "to" from mediator m
      where m.person_id = any(${[...personIds]}::uuid[]) order by m.term_from, m.term_to`,
  );
  const today = civilDay(now);
  const terms = grouped([...new Set(found.map(({ personId }) => personId))], found, ({ personId }) => personId);
  return new Map(terms.map((own) => [(own[0] as Term).personId, lastDayWithoutGap(own, today)]));
}

/** Until when a lawyer serves. */
export interface Service {
  /** The last day of the firm's contract that runs, and of those that follow without a gap, by {@link lastDayWithoutGap}; null of a firm without any. */
  readonly contractsEnd: string | null;
  /** The last day of a lawyer who was dismissed; null of others. */
  readonly leftOn: string | null;
}

/** Until when each of these people serves as a lawyer. Who is none is left out. */
export async function servicesOf({ db, now }: Reading, personIds: readonly string[]): Promise<ReadonlyMap<string, Service>> {
  const found = await rows<{ personId: string; leftOn: string | null; contracts: Days[] }>(
    db,
    sql`select l.person_id as "personId", l.left_on as "leftOn", array(select json_build_object('from', s.from_on, 'to', s.to_on)
        from service_contract s where s.firm_id = l.firm_id order by s.from_on, s.to_on) as contracts
      from lawyer l where l.person_id = any(${[...personIds]}::uuid[])`,
  );
  const today = civilDay(now);
  return new Map(
    found.map(({ personId, leftOn, contracts }) => [
      personId,
      { leftOn, contractsEnd: contracts.length === 0 ? null : lastDayWithoutGap(contracts, today) },
    ]),
  );
}

/** Why somebody mediates no more, or not yet. */
export interface OutOfOffice {
  readonly hasLeft: boolean;
  /** The last day of the latest term that is over; null where none is. */
  readonly endedOn: string | null;
  /** The first day of the next term; null where there is none. */
  readonly beginsOn: string | null;
}

/** Why somebody does not mediate today; null for who does. */
export async function outOfOffice({ db, now }: Reading, personId: string): Promise<OutOfOffice | null> {
  const [person, today] = [sql`${personId}::uuid`, sql`${civilDay(now)}::date`];
  const [found] = await rows<OutOfOffice>(
    db,
    sql`select exists (${leftStaff(person)}) as "hasLeft", max(m.term_to) filter (where m.term_to < ${today}) as "endedOn",
      min(m.term_from) filter (where m.term_from > ${today}) as "beginsOn"
    from mediator m where m.person_id = ${person} having ${whileMediating({ now }, person)} is null`,
  );
  return found ?? null;
}

/**
 * A viewer without the role `MEDIATOR` while they are out of term: a token tells of the role and not of the term (P12). Everybody else stays as
 * they are, without a question to the database.
 */
export async function inTerm(viewer: Viewer, reading: Reading): Promise<Viewer> {
  const { personId, grants } = viewer;
  if (personId === null || !hasRole(viewer, 'MEDIATOR') || !(await outOfTerm(reading, personId))) return viewer;
  return { ...viewer, grants: grants.filter(({ role }) => role !== 'MEDIATOR') };
}

async function outOfTerm({ db, now }: Reading, personId: string): Promise<boolean> {
  const [found] = await rows<{ isOut: boolean }>(db, sql`select ${isOutOfTerm({ now }, sql`${personId}::uuid`)} as "isOut"`);
  return found?.isOut ?? false;
}
