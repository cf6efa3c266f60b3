import {
  civilDay,
  getForUpdate,
  insertRow,
  isId,
  newId,
  notFound,
  Refusal,
  refuseIf,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { Enterprise } from '../enterprise/Enterprise.ts';
import { Member } from '../member/Member.ts';
import { refuseDead } from '../member/refusals.ts';
import { isErased } from '../member/rules.ts';
import type { CadreTargetInput, EndCadreLinkInput, LinkCadreInput } from '../schema.gen.ts';
import { ServicePoint } from '../service-point/ServicePoint.ts';
import { StaffMember } from '../staff-member/StaffMember.ts';
import { CadreLink } from './CadreLink.ts';
import { cadrePolicy } from './policy.ts';

type Target = Pick<CadreLink, 'servicePointId' | 'enterpriseId' | 'memberId'>;

/** A headquarters cadre who is at work, locked, so that they do not leave meanwhile. */
async function getCadre(tx: Tx, id: string, field: string): Promise<StaffMember> {
  const cadre = await getForUpdate(tx, StaffMember, id, { what: 'member of the staff', visible: () => true });
  refuseIf(
    cadre.role !== 'HQ_CADRE' || cadre.status === 'LEFT',
    'VALIDATION_FAILED',
    'Contact points are those of the headquarters’ cadres who are at work.',
    { rule: 'S-18', field },
  );
  return cadre;
}

async function findTarget(
  { db }: Tx,
  cadre: StaffMember,
  { servicePointId, enterpriseId, memberId }: CadreTargetInput,
): Promise<Target> {
  const given = [servicePointId, enterpriseId, memberId].filter((id) => id != null);
  const [id] = given;
  if (id == null || given.length > 1)
    throw new Refusal('BAD_USER_INPUT', 'A cadre is linked to a station, an enterprise or a worker: name one of the three.', {
      field: 'target',
    });
  const entity = servicePointId != null ? ServicePoint : enterpriseId != null ? Enterprise : Member;
  const found = isId(id) ? await db.findOneBy<ServicePoint | Enterprise | Member>(entity, { id }) : null;
  if (!found || (found instanceof Member && isErased(found))) throw notFound('target', id);
  if (found instanceof Member) refuseDead(found, 'target');
  refuseIf(found.id === cadre.id, 'VALIDATION_FAILED', 'Nobody is a contact point of their own.', {
    rule: 'S-18',
    field: 'target',
  });
  refuseIf(
    found instanceof ServicePoint && found.kind !== 'STREET_STATION' && found.kind !== 'COMMUNITY_STATION',
    'VALIDATION_FAILED',
    'Cadres are linked to stations, not to centres or homes.',
    { rule: 'S-18', field: 'target' },
  );
  return { servicePointId: servicePointId ?? null, enterpriseId: enterpriseId ?? null, memberId: memberId ?? null };
}

const addLink = (
  tx: Tx,
  cadre: StaffMember,
  { servicePointId, enterpriseId, memberId }: Target,
  since: string,
): Promise<CadreLink> =>
  insertRow(tx.db, CadreLink, {
    id: newId(),
    cadreId: cadre.id,
    servicePointId,
    enterpriseId,
    memberId,
    since,
    endedOn: null,
    version: 1,
  });

const refuseNotBegun = ({ hiredAt }: StaffMember, since: string, field: string): void =>
  refuseIf(since < hiredAt, 'BAD_USER_INPUT', `This cadre begins on ${hiredAt}; got ${since}.`, { field });

/** Links a cadre to a station, an enterprise or a worker (S-18). */
export async function linkCadre(tx: Tx, input: LinkCadreInput): Promise<{ link: CadreLink }> {
  cadrePolicy.authorise(tx.viewer, 'linkCadre', { cadreId: input.cadreId });
  const cadre = await getCadre(tx, input.cadreId, 'cadreId');
  const target = await findTarget(tx, cadre, input.target);
  const since = input.since ?? civilDay(tx.now);
  refuseIf(since > civilDay(tx.now), 'BAD_USER_INPUT', `Nobody was linked on ${since} yet.`, { field: 'since' });
  refuseNotBegun(cadre, since, 'since');
  return { link: await addLink(tx, cadre, target, since) };
}

/** Ends a contact point; a station's last one only when another cadre takes it over in the same step (ORG-INV-9, held by a trigger). */
export async function endCadreLink(
  tx: Tx,
  input: EndCadreLinkInput,
): Promise<{ link: CadreLink; replacement: CadreLink | null }> {
  const found = isId(input.linkId) ? await tx.db.findOneBy(CadreLink, { id: input.linkId }) : null;
  cadrePolicy.authorise(tx.viewer, 'endCadreLink', { cadreId: found?.cadreId ?? '' });
  // The cadre who takes over is locked before the link, as by whoever links one.
  const cadre = input.replacementCadreId == null ? null : await getCadre(tx, input.replacementCadreId, 'replacementCadreId');
  const link = await getForUpdate(tx, CadreLink, input.linkId, {
    what: 'contact point',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  refuseIf(link.endedOn !== null, 'INVALID_TRANSITION', `The contact point ended on ${link.endedOn}.`, { field: 'status' });
  refuseIf(cadre?.id === link.cadreId, 'VALIDATION_FAILED', 'Another cadre takes a contact point over.', {
    rule: 'ORG-INV-9',
    field: 'replacementCadreId',
  });
  if (cadre) {
    refuseNotBegun(cadre, civilDay(tx.now), 'replacementCadreId');
    await findTarget(tx, cadre, link);
  }
  const ended = await updateRow(tx.db, CadreLink, link, { endedOn: civilDay(tx.now) });
  const replacement = cadre && (await addLink(tx, cadre, link, civilDay(tx.now)));
  await tx.db.query('set constraints cadre_link_covers_station immediate');
  return { link: ended, replacement };
}
