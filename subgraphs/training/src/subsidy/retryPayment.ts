import type { Tx } from '@union-graph/subgraph';
import type { RetryPaymentInput } from '../schema.gen.ts';
import { requestPayment } from './payment.ts';
import { subsidyPolicy } from './policy.ts';
import { getApplication } from './queries.ts';
import type { SubsidyApplication } from './SubsidyApplication.ts';

/** Asks the fund once more for a payment that failed. The fund knows it by the application's id and pays at most once. */
export async function retryPayment(tx: Tx, input: RetryPaymentInput): Promise<{ application: SubsidyApplication }> {
  const before = await getApplication(tx, input);
  subsidyPolicy.authorise(tx.viewer, 'retryPayment', before);
  return { application: await requestPayment(tx, before, before.status, { paymentFailure: null }) };
}
