import { rows, type Sql, sql } from '../database/rows.ts';
import type { CloudEvent, NewEvent } from '../events/publish.ts';
import { isId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Tx } from '../transaction.ts';
import { followMergedConsents } from './memberMerges.ts';

/** What organisation tells of a consent. The place of its proof stays at home. */
export interface ToldConsent {
  readonly id: string;
  readonly version: number;
  readonly memberId: string;
  readonly purpose: string;
  readonly scope: readonly string[];
  readonly separate: boolean;
  readonly givenAt: Date;
  readonly withdrawnAt: Date | null;
}

/** The event by which organisation tells that a consent was given or taken back. */
export const consentEvent = (type: 'consent.given' | 'consent.withdrawn', consent: ToldConsent): NewEvent => {
  const { id, version, memberId, purpose, scope, separate, givenAt, withdrawnAt } = consent;
  return { type, aggregateId: id, aggregateVersion: version, data: { memberId, purpose, scope, separate, givenAt, withdrawnAt } };
};

/** On `organisation.consent.given|withdrawn`: keeps where the consent stands. An event older than what is known changes nothing. */
export async function followConsent({ db }: Tx, { subject, aggregateversion, data }: CloudEvent): Promise<void> {
  const { memberId, purpose, scope, separate, givenAt, withdrawnAt } = data;
  if (!isId(subject) || !isId(String(memberId)) || typeof purpose !== 'string' || !Array.isArray(scope) || !isInstant(givenAt))
    throw new Refusal('BAD_USER_INPUT', 'The event of a consent names "memberId", "purpose", "scope" and "givenAt".');
  await rows(
    db,
    sql`insert into consent_standing as known (consent_id, member_id, purpose, scope, separate, given_at, withdrawn_at, seen_version)
    values (${subject}, ${memberId}, ${purpose}, ${scope}, ${separate === true}, ${givenAt}, ${withdrawnAt ?? null}, ${aggregateversion})
    on conflict on constraint consent_standing_pk do update set withdrawn_at = excluded.withdrawn_at, seen_version = excluded.seen_version
    where known.seen_version < excluded.seen_version`,
  );
  await followMergedConsents(db, String(memberId));
}

const isInstant = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));

/**
 * Whether a person's consent holds now for a purpose and, where `subject` is given, for that kind of data: a condition in
 * SQL for the queries of any subgraph but organisation, which asks its own table (ORG-INV-8, PIPL arts. 13–15).
 * ``sql`select … from case_party p where ${consented(raw('p.member_id'), 'LEGAL_AID', ctx.now)}` ``.
 */
export const consented = (member: Sql, purpose: string, now: Date, subject?: string): Sql =>
  sql`exists (select from consent_standing consent where consent.member_id = ${member} and consent.purpose = ${purpose}
    and (${subject ?? null}::text is null or ${subject ?? null} = any(consent.scope))
    and consent.given_at <= ${now} and (consent.withdrawn_at is null or consent.withdrawn_at > ${now}))`;
