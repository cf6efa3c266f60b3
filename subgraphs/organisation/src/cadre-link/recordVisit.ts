import {
  checkedOpenText,
  civilDay,
  getForUpdate,
  insertRow,
  isId,
  newId,
  notFound,
  refuseErased,
  refuseIf,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import { refuseDead } from '../member/refusals.ts';
import { homePath, type MembershipStatus } from '../member/rules.ts';
import type { RecordVisitInput } from '../schema.gen.ts';
import { takeIn } from '../service-request/submitServiceRequest.ts';
import { CadreLink } from './CadreLink.ts';
import { ContactVisit } from './ContactVisit.ts';
import { cadrePolicy } from './policy.ts';
import { linkScope, linksWithTargets } from './scope.ts';

const MOST_DEMANDS = 20;

interface Found {
  readonly cadreId: string;
  readonly memberId: string | null;
  readonly memberPath: string | null;
  readonly membershipStatus: MembershipStatus | null;
  readonly isErased: boolean | null;
  readonly diedOn: string | null;
  readonly districtCode: string;
}

/** Writes a visit down; each demand becomes a request to 12351, a worker's own where the cadre is linked to the worker (S-18). */
export async function recordVisit(tx: Tx, input: RecordVisitInput): Promise<{ visit: ContactVisit; link: CadreLink }> {
  const [found] = isId(input.linkId)
    ? await rows<Found>(
        tx.db,
        sql`select l.cadre_id as "cadreId", m.id as "memberId", m.scope_path as "memberPath",
          m.membership_status as "membershipStatus", m.identity_hash like 'erased:%' as "isErased", m.died_on::text as "diedOn",
          coalesce(p.district_code, e.district_code, m.district_code) as "districtCode"
        from ${linksWithTargets} where l.id = ${input.linkId} and ${linkScope(tx.viewer)}`,
      )
    : [];
  if (!found) throw notFound('contact point', input.linkId);
  cadrePolicy.authorise(tx.viewer, 'recordVisit', found);
  await refuseErased(tx, [found.cadreId], 'linkId');
  const link = await getForUpdate(tx, CadreLink, input.linkId, { what: 'contact point', visible: () => true });
  const at = input.at ?? civilDay(tx.now);
  refuseIf(link.endedOn !== null, 'INVALID_TRANSITION', `The contact point ended on ${link.endedOn}.`, { field: 'status' });
  refuseIf(at > civilDay(tx.now) || at < link.since, 'BAD_USER_INPUT', `A visit is from ${link.since} to today; got ${at}.`, {
    field: 'at',
  });
  const demands = input.demands ?? [];
  refuseUnvisited(found, at, demands.length > 0);
  refuseIf(demands.length > MOST_DEMANDS, 'BAD_USER_INPUT', `A visit has at most ${MOST_DEMANDS} demands.`, {
    field: 'demands',
  });
  const visit = await insertRow(tx.db, ContactVisit, {
    id: newId(),
    cadreLinkId: link.id,
    at,
    note: input.note == null ? null : checkedOpenText(input.note, 'note', 2_000),
    recordedById: tx.viewer.personId as string,
  });
  const matter = { requesterId: found.memberId, scopePath: found.memberPath ?? homePath(found.districtCode) };
  for (const demand of demands) {
    await takeIn(tx, { ...demand, ...matter, channel: 'CADRE', districtCode: found.districtCode, contactVisitId: visit.id });
  }
  return { visit, link };
}

/** Nobody visits a person after their death, or asks for something in the name of somebody who died or whose record was erased. */
function refuseUnvisited({ membershipStatus, diedOn, isErased }: Found, at: string, asks: boolean): void {
  refuseIf(isErased === true, 'VALIDATION_FAILED', 'The record of this person was erased. End the contact point.', {
    field: 'linkId',
  });
  if (membershipStatus === 'DECEASED' && asks) refuseDead({ membershipStatus }, 'demands');
  refuseIf(diedOn !== null && at > diedOn, 'VALIDATION_FAILED', `The record says that this person died on ${diedOn}.`, {
    field: 'at',
  });
}
