import type { consentGiven, consentWithdrawn, DataOf } from '@union-graph/events';
import { rows, type Sql, sql } from '../database/rows.ts';
import type { CloudEvent } from '../events/publish.ts';
import type { Tx } from '../transaction.ts';
import { followMergedConsents } from './memberMerges.ts';

/** A consent as its events hold it. Where its proof lies is not published. */
export interface PublishedConsent {
  readonly id: string;
  readonly version: number;
  readonly memberId: string;
  readonly purpose: string;
  readonly scope: readonly string[];
  readonly separate: boolean;
  readonly givenAt: Date;
  readonly withdrawnAt: Date | null;
}

/** Tells other services that a consent was given, or that it was taken back. */
export const tellConsent = (
  tx: Tx,
  type: typeof consentGiven | typeof consentWithdrawn,
  consent: PublishedConsent,
): Promise<void> => {
  const { memberId, purpose, scope, separate, givenAt, withdrawnAt } = consent;
  return tx.publish(type, consent, {
    memberId,
    purpose,
    scope,
    separate,
    givenAt: givenAt.toISOString(),
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
  });
};

/** On `organisation.consent.given|withdrawn`: keeps where the consent stands. An event older than what is known changes nothing. */
export async function followConsent(
  { db }: Tx,
  { subject, aggregateversion, data }: CloudEvent<DataOf<typeof consentGiven>>,
): Promise<void> {
  const { memberId, purpose, scope, separate, givenAt, withdrawnAt } = data;
  await rows(
    db,
    sql`insert into consent_standing as known (consent_id, member_id, purpose, scope, separate, given_at, withdrawn_at, seen_version)
    values (${subject}, ${memberId}, ${purpose}, ${scope}, ${separate}, ${givenAt}, ${withdrawnAt}, ${aggregateversion})
    on conflict on constraint consent_standing_pk do update set withdrawn_at = excluded.withdrawn_at, seen_version = excluded.seen_version
    where known.seen_version < excluded.seen_version`,
  );
  await followMergedConsents(db, memberId);
}

/**
 * Whether a person's consent holds now for a purpose and, where `subject` is given, for that kind of data: a condition in
 * SQL for the queries of any subgraph but organisation, which asks its own table (ORG-INV-8, PIPL arts. 13–15).
 * ``sql`select … from case_party p where ${consented(raw('p.member_id'), 'LEGAL_AID', ctx.now)}` ``.
 */
export const consented = (member: Sql, purpose: string, now: Date, subject?: string): Sql =>
  sql`exists (select from consent_standing consent where consent.member_id = ${member} and consent.purpose = ${purpose}
    and (${subject ?? null}::text is null or ${subject ?? null} = any(consent.scope))
    and consent.given_at <= ${now} and (consent.withdrawn_at is null or consent.withdrawn_at > ${now}))`;
