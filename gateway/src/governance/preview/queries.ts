import { inScope } from '@union-graph/identity';
import { forbidden, isId, notFound, type ReadContext, rows, sql } from '@union-graph/subgraph';
import type { PreviewedAgreement, Stop } from '../../agreements/agreementState.ts';
import { agreementScope } from '../agreement/scope.ts';

/**
 * Gets the agreement of a preview, with all its fields that are approved or still pending. Throws `NOT_FOUND` outside the viewer's scope and for
 * partners, and `FORBIDDEN` for other viewers who may not preview it.
 */
export async function getPreviewedAgreement(ctx: ReadContext, id: string): Promise<PreviewedAgreement> {
  const { db, viewer } = ctx;
  const [found] = isId(id)
    ? await rows<PreviewedAgreement>(
        db,
        sql`select a.id, a.version, a.kind, a.party_id as "partyId", a.client_id as "clientId", a.purposes, a.status,
          a.district_codes as "districtCodes", a.project_ids as "projectIds", a.per_minute as "perMinute", a.per_day as "perDay",
          a.max_cost as "maxCost", a.persons_per_day as "personsPerDay", a.valid_from as "validFrom", a.valid_to as "validTo",
          k.secret as "pseudonymKey", f.coordinates, f.masks, '' as "fieldsHash"
        from data_sharing_agreement a left join pseudonym_key k on k.party_id = a.party_id cross join lateral (
          select array_agg(f.coordinate order by f.coordinate) as coordinates,
            coalesce(jsonb_object_agg(f.coordinate, f.mask) filter (where f.mask is not null), '{}') as masks
          from field_approval f where f.agreement_id = a.id and f.decision <> 'REFUSED') f
        where a.id = ${id}::uuid and ${agreementScope(viewer, 'a')}`,
      )
    : [];
  if (!found || viewer.agreement) throw notFound('agreement', id);
  const [steward] = await rows(
    db,
    sql`select from steward s join field_approval f on f.subgraph = s.subgraph
      where f.agreement_id = ${id}::uuid and s.person_id::text = ${viewer.personId} limit 1`,
  );
  if (steward || inScope(viewer, '/city/', 'SOCIAL_DEPT', 'PRIVACY_OFFICER')) return found;
  throw forbidden(viewer, 'A preview is for the Social Work Department, the privacy officer and the stewards of its fields.', {
    kind: 'role',
    anyOf: ['SOCIAL_DEPT', 'PRIVACY_OFFICER'],
    persons: ['steward'],
  });
}

/** The emergency stops that are not lifted. */
export const findStops = ({ db }: ReadContext): Promise<Stop[]> =>
  rows<Stop>(db, sql`select scope, target, ends_at as "endsAt" from emergency_stop where lifted_at is null`);
