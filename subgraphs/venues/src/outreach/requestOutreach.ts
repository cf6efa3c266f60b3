import {
  checkedNumber,
  checkedOpenText,
  civilDay,
  insertRow,
  lockByName,
  newId,
  Refusal,
  refuseIf,
  requireIds,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import { FiveInFiveOutOffer } from '../offer/FiveInFiveOutOffer.ts';
import { numbers } from '../rule/numbers.ts';
import type { RequestOutreachInput } from '../schema.gen.ts';
import { getUnion } from '../union/followUnions.ts';
import type { KnownUnion } from '../union/KnownUnion.ts';
import { getHome } from '../workers-home/followHomes.ts';
import { OutreachRequest } from './OutreachRequest.ts';
import { outreachPolicy } from './policy.ts';
import { checkedTimes, type PreferredTime } from './rules.ts';

const LARGEST_AUDIENCE = 100_000;

/** A union, or the union of a Worker's Home, asks for something of the five in and five out (S-67, J-15). */
export async function requestOutreach(tx: Tx, input: RequestOutreachInput): Promise<{ request: OutreachRequest }> {
  const { union, workersHomeId, districtCode } = await whoAsks(tx, input);
  const { unionId, scopePath } = union;
  outreachPolicy.authorise(tx.viewer, 'requestOutreach', { memberId: null, unionId, scopePath, providerPath: null });
  await assertFewOpen(tx, unionId);
  const preferred = checkedTimes(input.preferred, tx.now, tx.number(numbers.OUTREACH_DAYS_AHEAD));
  const offer = input.offerId == null ? null : await offerOf(tx, input, { union, preferred });
  const place = checkedOpenText(input.place, 'place', 200);
  await refuseSame(tx, { unionId, workersHomeId, offerId: offer?.id ?? null, kind: input.kind, preferred, place });
  const request = await insertRow(tx.db, OutreachRequest, {
    id: newId(),
    serviceRequestId: null,
    requestVersion: null,
    memberId: null,
    unionId,
    workersHomeId,
    kind: input.kind,
    offerId: offer?.id ?? null,
    providerPath: offer?.scopePath ?? null,
    preferred,
    audienceSize: checkedNumber(input.audienceSize, 'audienceSize', [1, LARGEST_AUDIENCE]),
    place,
    facilityId: null,
    start: null,
    end: null,
    deliveredAt: null,
    deliveredAudience: null,
    rating: null,
    ratingNote: null,
    districtCode,
    scopePath,
    status: 'SUBMITTED',
    dueAt: null,
    note: null,
    receivedAt: tx.now,
    closedAt: null,
    version: 1,
  });
  return { request };
}

interface Asking {
  readonly union: KnownUnion;
  readonly workersHomeId: string | null;
  readonly districtCode: string;
}

/** The union that asks, the home it asks for, and the district in which that is. */
async function whoAsks(tx: Tx, { unionId, workersHomeId, districtCode }: RequestOutreachInput): Promise<Asking> {
  requireIds({ unionId, workersHomeId });
  const home = workersHomeId == null ? null : await getHome(tx, workersHomeId.toLowerCase(), 'workersHomeId');
  const asking = home?.unionId ?? unionId?.toLowerCase();
  if (asking === undefined)
    throw new Refusal('BAD_USER_INPUT', 'Say who asks: a "unionId" or a "workersHomeId".', { field: 'unionId' });
  refuseIf(home !== null && unionId != null && unionId.toLowerCase() !== home.unionId, 'VALIDATION_FAILED', HOME_OF_ANOTHER, {
    field: 'workersHomeId',
  });
  const union = await getUnion(tx, asking, home === null ? 'unionId' : 'workersHomeId');
  const known = home?.districtCode ?? union.districtCode;
  refuseIf(
    known !== null && districtCode != null && districtCode !== known,
    'VALIDATION_FAILED',
    `That is in district ${known}.`,
    {
      field: 'districtCode',
    },
  );
  const district = known ?? districtCode;
  if (district == null)
    throw new Refusal('BAD_USER_INPUT', 'The union spans districts. Say in which one it is to be.', { field: 'districtCode' });
  return { union, workersHomeId: home?.homeId ?? null, districtCode: district };
}

const HOME_OF_ANOTHER = 'That Worker’s Home is of another union.';

/** A union has so many open requests at a time; those who ask for one union take turns. */
async function assertFewOpen(tx: Tx, unionId: string): Promise<void> {
  await lockByName(tx.db, `outreach:${unionId}`);
  const [open] = await rows<{ count: number }>(
    tx.db,
    sql`select count(*)::int as count from outreach_request where union_id = ${unionId} and closed_at is null`,
  );
  const most = tx.number(numbers.OUTREACH_OPEN_PER_UNION);
  refuseIf((open?.count ?? 0) >= most, 'QUOTA_EXCEEDED', `A union has ${most} open requests at most. Wait for one to end.`, {
    field: 'unionId',
  });
}

type Wish = Pick<OutreachRequest, 'unionId' | 'workersHomeId' | 'offerId' | 'kind' | 'preferred' | 'place'>;

/** The same thing is asked for once at a time; who asks for this union has waited for the others. */
async function refuseSame({ db }: Tx, wish: Wish): Promise<void> {
  const [open] = await rows<{ id: string }>(
    db,
    sql`select r.id from outreach_request r where r.union_id = ${wish.unionId} and r.closed_at is null and r.kind = ${wish.kind}
      and r.workers_home_id is not distinct from ${wish.workersHomeId}::uuid and r.offer_id is not distinct from ${wish.offerId}::uuid
      and r.preferred = ${JSON.stringify(wish.preferred)}::jsonb and r.place = ${wish.place} limit 1`,
  );
  refuseIf(open !== undefined, 'DUPLICATE', `The union has asked for this already: request "${open?.id}" is open.`, {
    rule: 'S-67',
    field: 'place',
  });
}

interface For {
  readonly union: KnownUnion;
  readonly preferred: readonly PreferredTime[];
}

/** The offer that is asked for: of that kind, for that part of the tree, on one of the days that suit, and not used up. */
async function offerOf(tx: Tx, { offerId, kind }: RequestOutreachInput, { union, preferred }: For): Promise<FiveInFiveOutOffer> {
  const field = 'offerId';
  requireIds({ offerId });
  const offer = await tx.db.findOneBy(FiveInFiveOutOffer, { id: offerId as string });
  if (!offer) throw new Refusal('NOT_FOUND', `There is no offer "${offerId}". See "fiveInFiveOut".`, { field });
  refuseIf(offer.kind !== kind, 'VALIDATION_FAILED', `The offer is one of ${offer.kind}.`, { rule: 'S-67', field });
  const serves = offer.direction === 'IN' || union.scopePath.startsWith(offer.scopePath);
  refuseIf(!serves, 'VALIDATION_FAILED', 'The offer is for another part of the city.', { rule: 'S-67', field });
  const days = preferred.map(({ start }) => civilDay(new Date(start)));
  const fits = days.some((day) => day >= offer.from && day <= offer.to);
  refuseIf(!fits, 'VALIDATION_FAILED', `The offer is from ${offer.from} to ${offer.to}; prefer a time in it.`, {
    rule: 'S-67',
    field: 'preferred',
  });
  refuseIf(offer.quota !== null && offer.taken >= offer.quota, 'QUOTA_EXCEEDED', 'The offer serves as many as it can.', {
    rule: 'S-67',
    field,
  });
  return offer;
}
