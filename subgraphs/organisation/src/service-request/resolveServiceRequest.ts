import { assertTransition, checkedText, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { ResolveServiceRequestInput } from '../schema.gen.ts';
import { closeIfDead } from './closeForDead.ts';
import { getRequest } from './getRequest.ts';
import { REQUEST_TRANSITIONS } from './rules.ts';
import { ServiceRequest } from './ServiceRequest.ts';

const LONGEST_ANSWER = 4_000;

/** Answers a request; one that was handed on or escalated is taken up by answering it (domain rule 2.1.3). */
export async function resolveServiceRequest(tx: Tx, input: ResolveServiceRequestInput): Promise<{ request: ServiceRequest }> {
  const request = await getRequest(tx, 'resolveServiceRequest', input);
  const answer = checkedText(input.answer, 'answer', LONGEST_ANSWER);
  refuseIf(
    request.target === null,
    'INVALID_TRANSITION',
    `The request is ${request.status} and with no service yet. Dispatch it first.`,
    {
      field: 'status',
    },
  );
  return { request: await settle(tx, request, answer) };
}

/** The answer is given: from being worked on, or from a state that leads there. It is the end for who has died. */
export async function settle(tx: Tx, request: ServiceRequest, answer: string): Promise<ServiceRequest> {
  if (request.status !== 'IN_PROGRESS') assertTransition(REQUEST_TRANSITIONS, 'request', request.status, 'IN_PROGRESS');
  return closeIfDead(tx, await updateRow(tx.db, ServiceRequest, request, { status: 'RESOLVED', answer, resolvedAt: tx.now }));
}
