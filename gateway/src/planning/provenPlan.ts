import type { DocumentNode } from 'graphql';
import type { Logger } from 'pino';
import { completeMembers } from './completeMembers.ts';
import { withGivenFields } from './givenFields.ts';
import { NoWay } from './plain/WayFinder.ts';
import type { PlanNode } from './plan.ts';
import { type Fault, faultOf } from './proof/provePlan.ts';
import type { PlannableSupergraph } from './requiredFields.ts';

/** Plans as a planner does by itself, on its own terms. */
export type PlanOperation = (document: DocumentNode) => Promise<PlanNode | null>;

/** The name of our own planner. */
export const PLAIN = 'plain';

/** A planner, and the name by which the log knows it. */
export interface NamedPlanner {
  readonly name: string;
  readonly plan: PlanOperation;
}

interface Proving {
  readonly supergraph: PlannableSupergraph;
  readonly log: Logger;
}

/**
 * The plan of the first planner that has one without a fault, which the log tells when it is not the first planner's. Where no plan is
 * without a fault, one that asks for too much, then the first there is; where there is none at all, rejects with what the last planner
 * but the plain one said. The plain one finds ways that federation does not allow, through fields that nobody promised to be the
 * same: so where it is not the first, it only mends what another has planned.
 */
export async function provenPlan(
  planners: readonly NamedPlanner[],
  document: DocumentNode,
  { supergraph, log }: Proving,
): Promise<PlanNode | null> {
  const faulty: { readonly made: PlanNode | null; readonly isGrave: boolean }[] = [];
  const errors: unknown[] = [];
  const left = [...planners];
  for (let next = left.shift(); next; next = left.shift()) {
    if (next.name === PLAIN && errors.length > 0 && faulty.length === 0) {
      if (left.length === 0) break;
      left.push(next);
      continue;
    }
    const { name, plan } = next;
    try {
      const planned = await plan(document);
      const made = withGivenFields(completeMembers(planned, document, supergraph), supergraph);
      const fault = faultOf(planned, document, supergraph.holdings) ?? invalidIn(made, supergraph);
      if (fault === null) return made;
      faulty.push({ made, isGrave: fault.isGrave });
      log.warn({ planner: name, fault: fault.text }, 'a planner has a faulty plan for an operation: another one is asked');
    } catch (error) {
      errors.push(error);
      log.warn({ planner: name, reason: String(error) }, 'a planner has no plan for an operation: another one is asked');
    }
  }
  const best = faulty.find(({ isGrave }) => !isGrave) ?? faulty[0];
  if (best) return best.made;
  throw errors.findLast((error) => !(error instanceof NoWay)) ?? errors[0];
}

/** A subgraph refuses a document that is not valid, and everything that is asked in it is lost. */
function invalidIn(plan: PlanNode | null, { invalidCall }: PlannableSupergraph): Fault | null {
  const text = invalidCall(plan);
  return text === null ? null : { text, isGrave: true };
}
