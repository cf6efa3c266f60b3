import {
  checkedName,
  checkedNumber,
  checkedText,
  getServicePoint,
  insertRow,
  isId,
  newId,
  notFound,
  Refusal,
  refuseIf,
  requireIds,
  type Tx,
} from '@union-graph/subgraph';
import type { RegisterVenueInput } from '../schema.gen.ts';
import { getUnion } from '../union/followUnions.ts';
import { getHome } from '../workers-home/followHomes.ts';
import { venuePolicy } from './policy.ts';
import { Venue } from './Venue.ts';

/** Ten square kilometres. */
const LARGEST_SQM = 10_000_000;

/** Adds a venue to the public list (S-66, S-72). Its place in the tree is its own, below its district, so that it has managers of its own. */
export async function registerVenue(tx: Tx, input: RegisterVenueInput): Promise<{ venue: Venue }> {
  const districtPath = `/city/${input.districtCode}/`;
  venuePolicy.authorise(tx.viewer, 'register', { scopePath: districtPath });
  const areaSqm = input.areaSqm ?? null;
  if (areaSqm !== null) checkedNumber(areaSqm, 'areaSqm', [1, LARGEST_SQM]);
  const servicePointId = input.servicePointId ?? null;
  if (servicePointId !== null && !isId(servicePointId)) throw notFound('service point', servicePointId);
  if (servicePointId !== null) await getServicePoint(tx, servicePointId, { field: 'servicePointId', within: districtPath });
  const workersHomeId = await homeOf(tx, input);
  const id = newId();
  const venue = await insertRow(tx.db, Venue, {
    id,
    nameZh: checkedName(input.nameZh, 'nameZh', 100),
    kind: input.kind,
    operator: checkedName(input.operator, 'operator', 100),
    districtCode: input.districtCode,
    address: checkedText(input.address, 'address', 200),
    areaSqm,
    servicePointId,
    workersHomeId,
    scopePath: `${districtPath}${id}/`,
    version: 1,
  });
  return { venue };
}

/** The Worker's Home that a venue is, of the same district and of a union that works; null for every other kind of venue (S-44). */
async function homeOf(tx: Tx, { kind, workersHomeId, districtCode }: RegisterVenueInput): Promise<string | null> {
  const field = 'workersHomeId';
  requireIds({ workersHomeId });
  refuseIf(kind !== 'WORKERS_HOME' && workersHomeId != null, 'VALIDATION_FAILED', 'Only a WORKERS_HOME is a Worker’s Home.', {
    field,
  });
  if (kind !== 'WORKERS_HOME') return null;
  if (workersHomeId == null) throw new Refusal('BAD_USER_INPUT', 'Say which Worker’s Home it is.', { field });
  const home = await getHome(tx, workersHomeId.toLowerCase(), field);
  refuseIf(home.districtCode !== districtCode, 'VALIDATION_FAILED', `That home is in district ${home.districtCode}.`, {
    rule: 'S-44',
    field,
  });
  await getUnion(tx, home.unionId, field);
  return home.homeId;
}
