import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
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
