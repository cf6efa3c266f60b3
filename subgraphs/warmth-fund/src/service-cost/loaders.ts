import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { ServiceCostApplication } from './ServiceCostApplication.ts';
import { ServiceCostReceipt } from './ServiceCostReceipt.ts';
import { serviceCostScope } from './scope.ts';

/** Applications by id; null for one that the viewer may not see. */
export const serviceCostApplication: Batch<string, ServiceCostApplication | null> = async ({ db, viewer }, ids) => {
  const found = await rows<ServiceCostApplication>(
    db,
    sql`select ${columns(ServiceCostApplication, 'a')} from service_cost_application a
      where a.id = any(${ids}::uuid[]) and ${serviceCostScope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The receipts of applications that the viewer may see, by number. */
export const receiptsOfServiceCost: Batch<string, ServiceCostReceipt[]> = async ({ db }, ids) => {
  const found = await rows<ServiceCostReceipt>(
    db,
    sql`select ${columns(ServiceCostReceipt, 'r')} from service_cost_receipt r where r.application_id = any(${ids}::uuid[]) order by r.receipt_no`,
  );
  return grouped(ids, found, ({ applicationId }) => applicationId);
};
