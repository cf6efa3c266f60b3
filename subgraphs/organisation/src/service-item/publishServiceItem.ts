import {
  checkedName,
  checkedText,
  civilDay,
  getForUpdate,
  insertRow,
  isId,
  lockByName,
  newId,
  notFound,
  Refusal,
  refuseIf,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import type { EndServiceItemInput, PublishServiceItemInput } from '../schema.gen.ts';
import { ServicePoint } from '../service-point/ServicePoint.ts';
import { refuseBeforeFounding, refuseEnded } from '../union/refusals.ts';
import { Union } from '../union/Union.ts';
import { WorkersHome } from '../workers-home/WorkersHome.ts';
import { type ItemMatter, serviceItemPolicy } from './policy.ts';
import { ServiceItem } from './ServiceItem.ts';

type Provider = Pick<ServiceItem, 'servicePointId' | 'workersHomeId'>;

/** What the policy asks of a provider; `NOT_FOUND` when there is none. Points and homes are public. */
async function matterOf({ db }: Tx, { servicePointId, workersHomeId }: Provider): Promise<ItemMatter> {
  if (servicePointId !== null) {
    const point = isId(servicePointId) ? await db.findOneBy(ServicePoint, { id: servicePointId }) : null;
    if (!point) throw notFound('service point', servicePointId);
    return { districtCode: point.districtCode };
  }
  const home = isId(workersHomeId as string) ? await db.findOneBy(WorkersHome, { id: workersHomeId as string }) : null;
  if (!home) throw notFound("Worker's Home", workersHomeId as string);
  return { unionPath: (await db.findOneByOrFail(Union, { id: home.unionId })).scopePath };
}

/** Refuses a service of a home whose union has ended, or from a day on which there was no union or the home was not open yet. */
async function checkHome({ db }: Tx, homeId: string, validFrom: string): Promise<void> {
  const { unionId, nameZh, openedAt } = await db.findOneByOrFail(WorkersHome, { id: homeId });
  const union = await db.findOneByOrFail(Union, { id: unionId });
  refuseEnded(union, 'workersHomeId');
  refuseBeforeFounding(union, validFrom, 'validFrom');
  const told = `"${nameZh}" was opened on ${openedAt}; got ${validFrom}.`;
  refuseIf(openedAt !== null && validFrom < openedAt, 'BAD_USER_INPUT', told, { field: 'validFrom' });
}

/**
 * Makes the services of one provider change their days one after the other: spans that exclude each other, written at once, would end in a deadlock of their
 * transactions. `endServiceItem` has locked its row by then; nobody who holds this lock waits for a row that is locked and not changed.
 */
const lockItems = ({ db }: Tx, { servicePointId, workersHomeId }: Provider): Promise<unknown> =>
  lockByName(db, `service item ${servicePointId ?? workersHomeId}`);

/** Publishes a service of a point or a home for a span of days (S-77). */
export async function publishServiceItem(tx: Tx, input: PublishServiceItemInput): Promise<{ item: ServiceItem }> {
  const provider = { servicePointId: input.servicePointId ?? null, workersHomeId: input.workersHomeId ?? null };
  if ((provider.servicePointId === null) === (provider.workersHomeId === null))
    throw new Refusal('BAD_USER_INPUT', 'A service is that of a point or of a home: name one of the two.', {
      field: 'servicePointId',
    });
  serviceItemPolicy.authorise(tx.viewer, 'publishServiceItem', await matterOf(tx, provider));
  const [validFrom, validTo] = [input.validFrom ?? civilDay(tx.now), input.validTo ?? null];
  if (provider.workersHomeId !== null) await checkHome(tx, provider.workersHomeId, validFrom);
  refuseIf(validTo !== null && validTo < validFrom, 'BAD_USER_INPUT', 'The last day is not before the first.', {
    field: 'validTo',
  });
  await lockItems(tx, provider);
  const item = await insertRow(tx.db, ServiceItem, {
    id: newId(),
    ...provider,
    nameZh: checkedName(input.nameZh, 'nameZh', 60),
    goal: input.goal,
    validFrom,
    validTo,
    flowChartRef: input.flowChartRef == null ? null : checkedText(input.flowChartRef, 'flowChartRef', 300),
    version: 1,
  });
  return { item };
}

/** Says until when a service is offered; one that is over stays as it was. */
export async function endServiceItem(tx: Tx, input: EndServiceItemInput): Promise<{ item: ServiceItem }> {
  const { expectedVersion } = input;
  const item = await getForUpdate(tx, ServiceItem, input.itemId, { what: 'service', visible: () => true, expectedVersion });
  serviceItemPolicy.authorise(tx.viewer, 'endServiceItem', await matterOf(tx, item));
  const today = civilDay(tx.now);
  refuseIf(item.validTo !== null && item.validTo < today, 'INVALID_TRANSITION', `The service ended on ${item.validTo}.`, {
    field: 'status',
  });
  const validTo = input.validTo ?? today;
  refuseIf(validTo < item.validFrom, 'BAD_USER_INPUT', `The last day is not before the first, ${item.validFrom}.`, {
    field: 'validTo',
  });
  await lockItems(tx, item);
  return { item: await updateRow(tx.db, ServiceItem, item, { validTo }) };
}
