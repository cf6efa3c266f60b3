import { subsidyPaymentRequested } from '@union-graph/events';
import { handle } from '@union-graph/subgraph';
import { payToldSource } from './payToldSource.ts';

/** On `training.subsidy.paymentRequested`: pays the subsidy of an application (S-64, J-07). */
export const payRequestedSubsidy = handle(subsidyPaymentRequested, (tx, { subject, data }) =>
  payToldSource(tx, { subgraph: 'training', typeName: 'SubsidyApplication', id: subject }, data),
);
