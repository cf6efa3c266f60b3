import { civilDay, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { ofOneEmployer } from '../bargaining/rules.ts';
import type { EmployerPlace } from '../employer/EmployerPlace.ts';
import type { ContractKind } from '../schema.gen.ts';

interface Asked {
  readonly kind: ContractKind;
  readonly workersSideId: string;
  readonly employers: readonly Pick<EmployerPlace, 'enterpriseId' | 'unionId'>[];
  readonly renewsId: string | null;
}

interface Held {
  readonly id: string;
  readonly workersSideId: string;
  readonly employerId: string;
  readonly termTo: string;
  readonly renewalFrom: string;
}

/**
 * The contract that a notice is to renew, if it names one. Throws while its time has not come (2.2.3: the last three months, 60 days for
 * wages), and for employers that have another contract of the kind. The contract of one employer is renewed by the union that its workers belong to
 * now, too: it may have gone to another one, or the union that signed may have ended.
 */
export async function renewedContract(tx: Tx, { kind, workersSideId, employers, renewsId }: Asked): Promise<string | null> {
  const employerIds = employers.map(({ enterpriseId }) => enterpriseId);
  const today = civilDay(tx.now);
  const held = await rows<Held>(
    tx.db,
    sql`select c.id, c.workers_side_id as "workersSideId", e.enterprise_id as "employerId", c.term_to as "termTo",
      c.renewal_from as "renewalFrom"
    from collective_contract c join collective_contract_employer e on e.contract_id = c.id
    where e.enterprise_id = any(${employerIds}::uuid[]) and c.kind = ${kind} and c.objected_on is null
      and c.term_to >= ${today}::date and (c.filed_on is not null or c.file_by >= ${today}::date) order by c.term_to, c.id`,
  );
  const isTheirs = ofOneEmployer(kind) && employers.every(({ unionId }) => unionId === workersSideId);
  const own = held.find(({ id, workersSideId: union }) => id === renewsId && (union === workersSideId || isTheirs));
  if (renewsId !== null) {
    if (!own) throw noneToRenew(renewsId);
    refuseIf(
      today < own.renewalFrom,
      'VALIDATION_FAILED',
      `The contract runs until ${own.termTo}; its renewal may be asked for from ${own.renewalFrom} on.`,
      { rule: '2.2.3', field: 'renewsContractId' },
    );
  }
  const other = held.find(({ id }) => id !== renewsId);
  if (!other) return renewsId;
  throw new Refusal(
    'DUPLICATE',
    `The employer "${other.employerId}" has a contract of the kind "${kind}" until ${other.termTo}. Ask for its renewal from ${other.renewalFrom} on, by "renewsContractId".`,
    { rule: '2.2.3', field: 'employerIds' },
  );
}

const noneToRenew = (id: string): Refusal =>
  new Refusal('NOT_FOUND', `There is no contract "${id}" of this union, kind and these employers that could be renewed.`, {
    field: 'renewsContractId',
  });
