import { consentGiven, memberJoined } from '@union-graph/events';
import { newId, type Tx, tellConsent } from '@union-graph/subgraph';
import { tellIndependentUnionsDue } from '../enterprise/independentUnion.ts';
import type { Member } from '../member/Member.ts';
import { publishMemberListed } from '../member/publishMemberListed.ts';
import type { Union } from '../union/Union.ts';
import type { ImportedWorker } from './readRow.ts';

/** A person of an import who may join: a row, their earlier record if there is one, and their employer. */
export interface Newcomer {
  readonly rowNo: number;
  readonly worker: ImportedWorker;
  readonly record: Member | null;
  readonly districtCode: string;
  readonly employerId: string | null;
}

interface Joined {
  readonly rowNo: number;
  readonly id: string;
  readonly version: number;
  readonly gender: string | null;
  readonly isMigrantWorker: boolean;
  /** What their record says now: of one that was there before, not what the row says. */
  readonly nameZh: string;
  readonly identityHash: string;
  readonly employerId: string | null;
  readonly districtCode: string;
}

/** What an imported member allows on paper: that the unions keep the record and make out the card. */
const CONSENT = { purpose: 'DELIVERY', scope: ['membership', 'card'] } as const;

/**
 * Makes people members of a union, in a few statements for all: records, counts (ORG-INV-3), consents and events. Gives the
 * members' ids by row; a person whom another transaction made a member first is not among them (ORG-INV-2).
 */
export async function bringIn(tx: Tx, union: Union, newcomers: readonly Newcomer[]): Promise<Map<number, string>> {
  const registered = await register(
    tx,
    union,
    newcomers.filter(({ record }) => record === null),
  );
  const joined = [
    ...registered,
    ...(await rejoin(
      tx,
      union,
      newcomers.filter(({ record }) => record !== null),
    )),
  ].sort((one, other) => one.rowNo - other.rowNo);
  const female = joined.filter(({ gender }) => gender === 'FEMALE').length;
  const migrants = joined.filter(({ isMigrantWorker }) => isMigrantWorker).length;
  await tx.db.query(
    `update trade_union set member_count = member_count + $2, female_member_count = female_member_count + $3,
     migrant_member_count = migrant_member_count + $4 where id = $1`,
    [union.id, joined.length, female, migrants],
  );
  const place = { unionId: union.id, scopePath: union.scopePath, membershipStatus: 'ACTIVE' as const, diedOn: null };
  for (const member of joined) {
    await publishMemberListed(tx, { ...member, ...place });
    await tx.publish(memberJoined, member, { memberId: member.id, unionId: union.id, scopePath: union.scopePath });
  }
  await keepConsents(tx, joined, newcomers);
  await tellIndependentUnionsDue(
    tx,
    newcomers.map(({ record, employerId }) => record?.employerId ?? employerId),
  );
  return new Map(joined.map(({ rowNo, id }) => [rowNo, id]));
}

const register = (tx: Tx, union: Union, newcomers: readonly Newcomer[]): Promise<Joined[]> =>
  tx.db.query(
    `with fresh as (
       insert into member (id, member_no, name_zh, identity_hash, identity_masked, gender, birth_year, identity_birth_year, is_migrant_worker, phone_masked,
         employment_kind, employer_id, membership_status, union_id, joined_at, district_code, scope_path)
       select n.id, 'BJ' || lpad(nextval('member_no_seq')::text, 8, '0'), n."nameZh", n."identityHash", n."identityMasked", n.gender,
         n."birthYear", n."identityBirthYear", n."isMigrantWorker", n."phoneMasked", n."employmentKind", n."employerId", 'ACTIVE', $2, n."joinedOn", n."districtCode", $3
       from jsonb_to_recordset($1::jsonb) as n(id uuid, "districtCode" text, "nameZh" text, "identityHash" text, "identityMasked" text, gender text,
         "birthYear" int, "identityBirthYear" int, "isMigrantWorker" boolean, "phoneMasked" text, "employmentKind" text, "employerId" uuid, "joinedOn" date)
       on conflict (identity_hash) where membership_status in ('ACTIVE', 'TRANSFERRING', 'RETAINED') do nothing
       returning id, version, gender, is_migrant_worker, name_zh, identity_hash, employer_id, district_code)
     select n."rowNo", fresh.id, fresh.version, fresh.gender, fresh.is_migrant_worker as "isMigrantWorker",
       fresh.name_zh as "nameZh", fresh.identity_hash as "identityHash", fresh.employer_id as "employerId", fresh.district_code as "districtCode"
     from fresh join jsonb_to_recordset($1::jsonb) as n(id uuid, "rowNo" int) on n.id = fresh.id`,
    [
      JSON.stringify(
        newcomers.map(({ rowNo, worker, districtCode, employerId }) => ({
          ...worker,
          rowNo,
          districtCode,
          employerId,
          id: newId(),
        })),
      ),
      union.id,
      union.scopePath,
    ],
  );

/** What a row says that a known record may take from it: of the person only where the row's number is the record's own. */
const toldOf = (worker: Newcomer['worker'], record: Newcomer['record']) =>
  worker.identityHash === record?.identityHash ? worker : { joinedOn: worker.joinedOn };

/** Records that were there: they keep what they say of the person, and learn from the number what they do not say. The caller holds their locks. */
const rejoin = async (tx: Tx, union: Union, newcomers: readonly Newcomer[]): Promise<Joined[]> => {
  const [found] = (await tx.db.query(
    `update member m set membership_status = 'ACTIVE', union_id = $2, joined_at = n."joinedOn", scope_path = $3, version = m.version + 1,
       member_no = coalesce(m.member_no, 'BJ' || lpad(nextval('member_no_seq')::text, 8, '0')), gender = coalesce(m.gender, n.gender),
       birth_year = coalesce(m.birth_year, n."birthYear"), identity_birth_year = coalesce(n."identityBirthYear", m.identity_birth_year)
     from jsonb_to_recordset($1::jsonb) as n(id uuid, "rowNo" int, "joinedOn" date, gender text, "birthYear" int, "identityBirthYear" int)
     where m.id = n.id
     returning n."rowNo", m.id, m.version, m.gender, m.is_migrant_worker as "isMigrantWorker",
       m.name_zh as "nameZh", m.identity_hash as "identityHash", m.employer_id as "employerId", m.district_code as "districtCode"`,
    [
      JSON.stringify(newcomers.map(({ rowNo, worker, record }) => ({ ...toldOf(worker, record), rowNo, id: record?.id }))),
      union.id,
      union.scopePath,
    ],
  )) as [Joined[], number];
  return found;
};

async function keepConsents(tx: Tx, joined: readonly Joined[], newcomers: readonly Newcomer[]): Promise<void> {
  const evidence = new Map(newcomers.map(({ rowNo, worker }) => [rowNo, worker.evidenceRef]));
  const consents = joined.map(({ id: memberId, rowNo }) => ({
    id: newId(),
    memberId,
    purpose: CONSENT.purpose,
    scope: CONSENT.scope,
    separate: false,
    givenAt: tx.now,
    withdrawnAt: null,
    evidenceRef: evidence.get(rowNo),
    version: 1,
  }));
  await tx.db.query(
    `insert into consent (id, member_id, purpose, scope, separate, given_at, evidence_ref)
     select c.id, c."memberId", $2, $3, false, $4, c."evidenceRef"
     from jsonb_to_recordset($1::jsonb) as c(id uuid, "memberId" uuid, "evidenceRef" text)`,
    [JSON.stringify(consents), CONSENT.purpose, CONSENT.scope, tx.now],
  );
  for (const consent of consents) await tellConsent(tx, consentGiven, consent);
}
