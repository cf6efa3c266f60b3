import { subsidyPaymentRequested, subsidyPaymentWithdrawn } from '@union-graph/events';
import { handle } from '@union-graph/subgraph';
import type { SourceRef } from '../payout-source/sources.ts';
import { payToldSource, withdrawToldSource } from './payToldSource.ts';

const CERTIFICATE_REVOKED = '职业资格证书已作废';
const sourceOf = (id: string): SourceRef => ({ subgraph: 'training', typeName: 'SubsidyApplication', id });

/**
 * On `training.subsidy.paymentRequested` and `.paymentWithdrawn`: pays the subsidy of an application (S-64, J-07), unless its certificate was
 * revoked. What is owed stays owed to a person whose record was erased: accounting records are kept by law.
 */
export const payRequestedSubsidy = [
  handle(subsidyPaymentRequested, (tx, { subject, data }) => payToldSource(tx, sourceOf(subject), data), { alsoOfErased: true }),
  handle(
    subsidyPaymentWithdrawn,
    (tx, { subject, data }) => withdrawToldSource(tx, sourceOf(subject), data, CERTIFICATE_REVOKED),
    { alsoOfErased: true },
  ),
];
