import type { Viewer } from '@union-graph/identity';
import { isId, newId } from '@union-graph/subgraph';
import { insert, key, knownMember, member, type Row, staff, type TestSubgraph } from '@union-graph/testing';
import { at, type BuiltMediator, buildMediator, buildOrg, day, PATH, TODAY } from './people.ts';

export {
  at,
  type BuiltLawyer,
  type BuiltMediator,
  buildDelegate,
  buildLawyer,
  buildMediator,
  buildOrg,
  buildServiceContract,
  day,
  PATH,
  TODAY,
} from './people.ts';

export interface BuiltCase {
  readonly id: string;
  readonly claimId: string;
  readonly itemIds: readonly string[];
  readonly partyIds: { readonly applicant: string; readonly respondent: string };
  readonly applicant: Viewer;
  readonly respondent: Viewer;
  readonly mediator: BuiltMediator;
  readonly centre: Viewer;
  readonly orgId: string;
}

interface CaseShape extends Row {
  readonly orgId?: string;
  readonly mediator?: BuiltMediator;
  readonly claimKind?: string;
  /** Fen of each term. */
  readonly terms?: readonly number[];
  readonly effectiveAt?: string;
  readonly confirmation?: 'ARBITRATION_REVIEW' | 'JUDICIAL';
  readonly knewOn?: string;
  readonly terminatedOn?: string | null;
}

const WITH_MEDIATOR = /ASSIGNED|IN_MEDIATION|AGREED|EFFECTIVE|CONFIRM|REFUSED|PERFORMED|BREACHED|PAYMENT|ENFORCEMENT/;
const WITH_AGREEMENT = /^AGREED|EFFECTIVE|CONFIRM|REFUSED|PERFORMED|BREACHED|PAYMENT|ENFORCEMENT/;
const CLOSED = /NOT_ACCEPTED|REFUSED|PERFORMED|FAILED|CLOSED|WITHDRAWN/;

/** Makes firms known as organisation tells of them, without their names; one that is known stays as it is. */
export const placeFirms = (subgraph: TestSubgraph, ...ids: string[]) =>
  subgraph.sql(
    `insert into employer_place (enterprise_id, district_code, above_scale, seen_version)
     select id, '110105', false, 0 from unnest($1::uuid[]) as firm (id) on conflict do nothing`,
    [ids],
  );

/** A case in a state, with all that the state needs: parties, a claim, its limitation, a mediator, an agreement. */
export async function buildCase(subgraph: TestSubgraph, status = 'RECEIVED', shape: CaseShape = {}): Promise<BuiltCase> {
  const {
    orgId = await buildOrg(subgraph),
    claimKind = 'WAGES',
    terms = [432000, 432000],
    effectiveAt = at(-2),
    confirmation,
    knewOn = '2013-07-19',
    terminatedOn = '2013-07-19',
    mediator = await buildMediator(subgraph, orgId),
    ...over
  } = shape;
  const [id, claimId, applicant, respondent] = [newId(), newId(), newId(), newId()];
  await insert(subgraph.sql, 'mediation_case', {
    id,
    case_no: id,
    org_id: orgId,
    district_code: '110105',
    scope_path: PATH,
    source: 'WALK_IN',
    is_collective: false,
    ownership: 'PRIVATE',
    status,
    applicant_ids: [applicant],
    respondent_ids: [respondent],
    received_at: at(-4),
    mediator_id: mediator.id,
    mediator_person_id: mediator.personId,
    ...stateColumns(status, terms),
    ...over,
  });
  const partyIds = await insertParties(subgraph, { id, applicant, respondent });
  await insertClaim(subgraph, { id, claimId, claimKind, status });
  for (const [kind, day] of Object.entries({ KNEW: knewOn, TERMINATED: terminatedOn }))
    if (day) await insert(subgraph.sql, 'limitation_event', { id: newId(), case_id: id, kind, happened_on: day });
  const itemIds = WITH_AGREEMENT.test(status) ? await buildAgreement(subgraph, { id, claimId, terms, status, effectiveAt }) : [];
  if (confirmation || /CONFIRM|REFUSED/.test(status)) await insertConfirmation(subgraph, { id, status, confirmation });
  if (/AWARDED|LITIGATION/.test(status)) await insertAward(subgraph, { id, status });
  return {
    id,
    claimId,
    itemIds,
    partyIds,
    applicant: member(applicant),
    respondent: member(respondent),
    mediator,
    centre: staff(newId(), 'DISTRICT_ADMIN', PATH),
    orgId,
  };
}

/** The columns of a case that its state fills. */
function stateColumns(status: string, terms: readonly number[]): Row {
  const isAgreed = WITH_AGREEMENT.test(status);
  return {
    ...(WITH_MEDIATOR.test(status) || status === 'ACCEPTED' ? { accepted_at: at(-3) } : {}),
    ...(status === 'NOT_ACCEPTED' ? { refusal_reason: '不属于劳动争议', refusal_notice_ref: 'N-1', refused_at: at(-3) } : {}),
    ...(isAgreed
      ? {
          agreed_at: at(-3),
          total_fen: terms.reduce((a, b) => a + b, 0),
          next_payment_on: status === 'BREACHED' ? day(-1) : day(10),
        }
      : {}),
    ...(status === 'FAILED' ? { failed_at: at(-1) } : {}),
    ...(/TO_ARBITRATION|AWARDED|LITIGATION/.test(status) ? { referred_at: at(-1) } : {}),
    ...(CLOSED.test(status) ? { closed_at: at(0) } : {}),
  };
}

async function insertParties(
  subgraph: TestSubgraph,
  { id, applicant, respondent }: { id: string; applicant: string; respondent: string },
): Promise<BuiltCase['partyIds']> {
  const partyIds = { applicant: newId(), respondent: newId() };
  await insert(subgraph.sql, 'case_party', {
    id: partyIds.applicant,
    case_id: id,
    position: 0,
    side: 'APPLICANT',
    member_id: applicant,
    name_zh: '李工友',
    is_representative: false,
  });
  await insert(subgraph.sql, 'case_party', {
    id: partyIds.respondent,
    case_id: id,
    position: 1,
    side: 'RESPONDENT',
    representative_id: respondent,
    enterprise_id: newId(),
    name_zh: '某商贸公司',
    is_representative: false,
  });
  return partyIds;
}

async function insertClaim(
  subgraph: TestSubgraph,
  { id, claimId, claimKind, status }: { id: string; claimId: string; claimKind: string; status: string },
): Promise<void> {
  await insert(subgraph.sql, 'case_claim', {
    id: claimId,
    case_id: id,
    position: 0,
    kind: claimKind,
    amount_fen: 864000,
    period_from: '2013-05-01',
    period_to: '2013-07-19',
    ground: '拖欠工资',
  });
  await insert(subgraph.sql, 'case_dispute', {
    claim_id: claimId,
    case_id: id,
    kind: claimKind,
    respondent_key: id,
    applicant_key: id,
    period: '[2013-05-01,2013-07-19]',
    open: !CLOSED.test(status),
  });
}

async function insertConfirmation(
  subgraph: TestSubgraph,
  { id, status, confirmation }: { id: string; status: string; confirmation: CaseShape['confirmation'] },
): Promise<void> {
  const result = status === 'CONFIRMING' ? null : status === 'REFUSED' ? 'REFUSED' : 'CONFIRMED';
  await insert(subgraph.sql, 'confirmation', {
    id: newId(),
    case_id: id,
    route: confirmation ?? 'JUDICIAL',
    applied_on: day(-1),
    result,
    document_no: result && 'D-1',
  });
}

const insertAward = (subgraph: TestSubgraph, { id, status }: { id: string; status: string }) =>
  insert(subgraph.sql, 'award', {
    case_id: id,
    awarded_fen: 864000,
    document_no: 'A-1',
    awarded_on: day(-1),
    is_final: true,
    sued_by: status === 'LITIGATION' ? 'APPLICANT' : null,
  });

async function buildAgreement(
  subgraph: TestSubgraph,
  {
    id,
    claimId,
    terms,
    status,
    effectiveAt,
  }: { id: string; claimId: string; terms: readonly number[]; status: string; effectiveAt: string },
) {
  const agreement = newId();
  const signed = status === 'AGREED' ? null : effectiveAt;
  await insert(subgraph.sql, 'agreement', {
    id: agreement,
    case_id: id,
    total_fen: terms.reduce((a, b) => a + b, 0),
    signed_by_applicant_at: signed,
    signed_by_respondent_at: signed,
    signed_by_mediator_at: signed,
    sealed_at: signed,
    effective_at: signed,
  });
  const items: string[] = [];
  for (const [position, amount] of terms.entries()) {
    const [term, item] = [newId(), newId()];
    const due = status === 'BREACHED' ? day(-1) : day(10 + position * 10);
    await insert(subgraph.sql, 'agreement_term', {
      id: term,
      agreement_id: agreement,
      claim_id: claimId,
      position,
      amount_fen: amount,
      due_on: due,
      text: '分期支付',
    });
    await insert(subgraph.sql, 'performance_item', {
      id: item,
      case_id: id,
      term_id: term,
      position,
      due_on: due,
      amount_fen: amount,
    });
    items.push(item);
  }
  return items;
}

/** Calls a mutation that answers `{ case }`; `select` is what is read of it. */
export async function act(
  subgraph: TestSubgraph,
  viewer: Viewer,
  mutation: string,
  input: Row,
  now = TODAY,
  select = 'id status version',
) {
  await knowApplicants(subgraph, input);
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
  return subgraph.ask(
    viewer,
    `mutation ($input: ${type}) { ${mutation}(input: $input) { case { ${select} } } }`,
    { input: { idempotencyKey: key(), ...input } },
    now,
  );
}

/** Makes the records of those who apply known, as organisation tells. */
async function knowApplicants({ sql }: TestSubgraph, { applicants }: Row): Promise<void> {
  for (const { memberId } of (applicants ?? []) as readonly { memberId?: string }[])
    if (memberId && isId(memberId)) await knownMember(sql, memberId);
}
