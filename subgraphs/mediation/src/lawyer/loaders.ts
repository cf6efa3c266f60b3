import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { DutyShift } from './DutyShift.ts';
import { LawFirm } from './LawFirm.ts';
import { Lawyer } from './Lawyer.ts';
import { ServiceContract } from './ServiceContract.ts';

/** Lawyers by id. */
export const lawyer: Batch<string, Lawyer | null> = async ({ db }, ids) => {
  const found = await rows<Lawyer>(db, sql`select ${columns(Lawyer, 'l')} from lawyer l where l.id = any(${ids}::uuid[])`);
  return inOrder(ids, found, ({ id }) => id);
};

/** Law firms by id. */
export const lawFirm: Batch<string, LawFirm | null> = async ({ db }, ids) => {
  const found = await rows<LawFirm>(db, sql`select ${columns(LawFirm, 'f')} from law_firm f where f.id = any(${ids}::uuid[])`);
  return inOrder(ids, found, ({ id }) => id);
};

/** Service contracts by the firm's id, the earliest first. */
export const contractsOfFirm: Batch<string, ServiceContract[]> = async ({ db }, firmIds) => {
  const found = await rows<ServiceContract>(
    db,
    sql`select ${columns(ServiceContract, 'c')} from service_contract c
    where c.firm_id = any(${firmIds}::uuid[]) order by c.from_on, c.id`,
  );
  return grouped(firmIds, found, ({ firmId }) => firmId);
};

/** A lawyer's shifts between two instants; siblings ask for the same span. */
export interface DutyKey {
  readonly lawyerId: string;
  readonly start: string;
  readonly end: string;
}

/** Duty shifts that overlap a span, the earliest first. */
export const duties: Batch<DutyKey, DutyShift[]> = async ({ db }, keys) => {
  const found = await rows<DutyShift & { at: number }>(
    db,
    sql`select asked.at::int as at, ${columns(DutyShift, 'd')}
    from unnest(${keys.map(({ lawyerId }) => lawyerId)}::uuid[], ${keys.map(({ start }) => start)}::timestamptz[], ${keys.map(({ end }) => end)}::timestamptz[])
      with ordinality as asked(lawyer_id, start_at, end_at, at)
    join duty_shift d on d.lawyer_id = asked.lawyer_id and tstzrange(d.start_at, d.end_at) && tstzrange(asked.start_at, asked.end_at)
    order by d.start_at, d.id`,
  );
  return keys.map((_, index) => found.filter(({ at }) => at === index + 1));
};
