import { civilDay, columns, type PageSource, rows, sql, type Tx } from '@union-graph/subgraph';
import type { AgreementStatus, PartnerKind } from '../../agreements/rules.ts';
import { DataSharingAgreement } from './DataSharingAgreement.ts';
import { FieldApproval } from './FieldApproval.ts';
import { findClient } from './partnerClients.ts';
import { agreementScope } from './scope.ts';

/**
 * Finds another signed agreement of the same client that has a day and a purpose in common, because admission needs exactly one for each client and purpose.
 * Locks the client, so that concurrent signatures see each other.
 */
export async function findRival(tx: Tx, agreement: DataSharingAgreement): Promise<string | undefined> {
  await findClient(tx, agreement.clientId);
  const { id, clientId, purposes, validFrom, validTo } = agreement;
  const [rival] = await rows<{ id: string }>(
    tx.db,
    sql`select id from data_sharing_agreement where client_id = ${clientId} and id <> ${id} and status in ('SIGNED', 'SUSPENDED')
    and purposes && ${purposes}::text[] and valid_from <= ${validTo} and valid_to >= ${validFrom} limit 1`,
  );
  return rival?.id;
}

/** The field decisions of one agreement, ordered by coordinate. */
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

/** Agreements in the viewer's scope, the newest first. The filter compares their status today, which `agreementStatusOn` defines. */
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

/**
 * The agreement of a partner's program without a live agreement: one that has not ended, else the last ended one without a confirmed deletion. Null for
 * all other clients.
 */
export async function findLastAgreement({
  db,
  viewer,
  now,
}: Pick<Tx, 'db' | 'viewer' | 'now'>): Promise<DataSharingAgreement | null> {
  if (viewer.kind !== 'client' || viewer.clientId === null) return null;
  const [last] = await rows<DataSharingAgreement>(
    db,
    sql`select ${columns(DataSharingAgreement, 'a')} from data_sharing_agreement a
      where a.client_id = ${viewer.clientId} and ${agreementScope(viewer, 'a')} and a.approved_by is not null
        and a.status in ('SIGNED', 'SUSPENDED', 'REVOKED')
      order by (a.status <> 'REVOKED' and a.valid_to >= ${civilDay(now)}::date) desc,
        a.deletion_confirmed_at is null desc, coalesce(a.ended_on, a.valid_to) desc, a.id desc limit 1`,
  );
  return last ?? null;
}

/** The approved agreements that wait for the signature of the viewer's program, the newest first. */
export const agreementsToSign: PageSource<DataSharingAgreement> = {
  name: 'agreementsToSign',
  select: (_, { viewer }) => sql`
    select ${columns(DataSharingAgreement, 'a')} from data_sharing_agreement a
    where a.client_id = ${viewer.clientId} and a.status = 'UNDER_REVIEW' and a.approved_by is not null and ${agreementScope(viewer, 'a')}
      and not exists (select from signature s where s.agreement_id = a.id and s.side = 'PARTNER')`,
  order: [{ by: 'id', type: 'uuid', desc: true }],
};
