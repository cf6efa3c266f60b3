import { civilDay, columns, type PageSource, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import { FieldApproval } from './FieldApproval.ts';
import type { AgreementStatus, PartnerKind } from './rules.ts';
import { agreementScope } from './scope.ts';

/** Books a client program for a partner, once and for all. A client that belongs to another partner is refused. */
export async function claimClient(tx: Tx, clientId: string, partyId: string): Promise<void> {
  await tx.db.query('insert into partner_client values ($1, $2) on conflict on constraint partner_client_pk do nothing', [
    clientId,
    partyId,
  ]);
  if ((await partyOfClient(tx, clientId)) === partyId) return;
  throw new Refusal('DUPLICATE', `The client program "${clientId}" belongs to another partner.`, { field: 'clientId' });
}

/** The partner that a client program belongs to; the client is locked until the transaction ends. */
async function partyOfClient({ db }: Tx, clientId: string): Promise<string | undefined> {
  const [client] = await rows<{ partyId: string }>(
    db,
    sql`select party_id as "partyId" from partner_client where client_id = ${clientId} for update`,
  );
  return client?.partyId;
}

/**
 * Whether the client of an agreement has another live one that shares a day and a purpose with it: at the door, client and
 * purpose must name one. The client is locked, so that two signatures do not miss each other.
 */
export async function findRival(tx: Tx, agreement: DataSharingAgreement): Promise<string | undefined> {
  await partyOfClient(tx, agreement.clientId);
  const { id, clientId, purposes, validFrom, validTo } = agreement;
  const [rival] = await rows<{ id: string }>(
    tx.db,
    sql`select id from data_sharing_agreement where client_id = ${clientId} and id <> ${id} and status in ('SIGNED', 'SUSPENDED')
    and purposes && ${purposes}::text[] and valid_from <= ${validTo} and valid_to >= ${validFrom} limit 1`,
  );
  return rival?.id;
}

/** The fields of one agreement with their decisions, in order. */
export const findApprovals = ({ db }: Tx, agreementId: string): Promise<FieldApproval[]> =>
  rows(
    db,
    sql`select ${columns(FieldApproval, 'f')} from field_approval f where f.agreement_id = ${agreementId} order by f.coordinate`,
  );

/** The subgraphs that a person is a steward of. */
export async function stewardOf({ db }: Pick<Tx, 'db'>, personId: string | null): Promise<string[]> {
  if (personId === null) return [];
  const found = await rows<{ subgraph: string }>(db, sql`select subgraph from steward where person_id = ${personId}`);
  return found.map(({ subgraph }) => subgraph);
}

interface AgreementArgs {
  readonly filter?: { readonly status?: AgreementStatus | null; readonly kind?: PartnerKind | null } | null;
}

/** Agreements in the viewer's scope, the newest first. Their status is that of today, as `agreementStatusOn` says it. */
export const agreements: PageSource<DataSharingAgreement, AgreementArgs> = {
  name: 'agreements',
  select: ({ filter }, { viewer, now }) => sql`
    select ${columns(DataSharingAgreement, 'a')} from data_sharing_agreement a
    where ${agreementScope(viewer, 'a')} and (${filter?.kind ?? null}::text is null or a.kind = ${filter?.kind ?? null})
      and (${filter?.status ?? null}::text is null or ${filter?.status ?? null} = case
        when a.status in ('SIGNED', 'SUSPENDED') and a.valid_to < ${civilDay(now)}::date then 'EXPIRED'
        when a.status = 'SIGNED' and a.valid_from <= ${civilDay(now)}::date then 'ACTIVE' else a.status end)`,
  order: [{ by: 'id', type: 'uuid', desc: true }],
};

/** The agreements of one partner, the newest first. */
export const agreementsOfParty: PageSource<DataSharingAgreement> = {
  name: 'agreementsOfParty',
  select: (_, { viewer }) => sql`
    select ${columns(DataSharingAgreement, 'a')} from data_sharing_agreement a
    where a.party_id::text = parent.key and ${agreementScope(viewer, 'a')}`,
  order: [{ by: 'id', type: 'uuid', desc: true }],
};
