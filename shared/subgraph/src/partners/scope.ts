import type { Viewer } from '@union-graph/identity';
import { raw, type Sql, sql } from '../database/rows.ts';
import { refuseIf } from '../refusal.ts';

/** Whether a row's district is one that the viewer's agreement holds, as a condition in SQL; always for whoever reads under none. */
export const inAgreedDistricts = ({ agreement }: Viewer, districtCode: Sql): Sql =>
  agreement && agreement.districtCodes.length > 0
    ? sql`${districtCode} = any(${[...agreement.districtCodes]}::text[])`
    : raw('true');

/** Whether a district is one that the viewer's agreement holds; always for whoever reads under none. */
export const isAgreedDistrict = ({ agreement }: Viewer, code: string): boolean =>
  !agreement || agreement.districtCodes.length === 0 || agreement.districtCodes.includes(code);

/** Refuses figures of a district that the viewer's agreement does not hold: it is hidden from the partner. */
export function refuseOtherDistrict(viewer: Viewer, code: string): void {
  refuseIf(!isAgreedDistrict(viewer, code), 'NOT_FOUND', `There is no district "${code}", or you may not see it.`);
}
