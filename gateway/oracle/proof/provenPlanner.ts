import { readHoldings } from '../../src/planning/holdings.ts';
import { type CreatePlanner, createPlanner } from '../../src/planning/planner.ts';
import { faultOf } from './provePlan.ts';

/** Our planner, of which each plan is gone through before it is used. Rejects for a plan with a fault. */
export const createProvenPlanner: CreatePlanner = (supergraph) => {
  const holdings = readHoldings(supergraph);
  const planner = createPlanner(supergraph);
  return {
    ...planner,
    plan: async (operation) => {
      const plan = await planner.plan(operation);
      const fault = faultOf(plan, operation, holdings);
      if (fault) throw new Error(`The plan is faulty: ${fault.text}`);
      return plan;
    },
  };
};
