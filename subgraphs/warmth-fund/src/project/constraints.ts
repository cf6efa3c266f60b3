import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of a project, its applications and its agreement means to a client. */
export const projectConstraints = {
  service_project_code: () =>
    new Refusal('DUPLICATE', 'A project with this code exists. Choose another code.', { field: 'code' }),
  service_project_decided_apart: () =>
    new Refusal('SEPARATION_OF_DUTIES', 'Another person must decide who gets this project.', { rule: 'FND-INV-6' }),
  project_application_once: () =>
    new Refusal('DUPLICATE', 'This organisation has applied for the project before.', { field: 'ngoId' }),
  project_application_within_call: () =>
    new Refusal('BUDGET_EXCEEDED', 'The application asks for more than the call offers.', {
      rule: 'FND-INV-8',
      field: 'requestedFen',
    }),
  project_evaluation_once: () =>
    new Refusal('DUPLICATE', 'You have evaluated this application before.', { field: 'applicationId' }),
  project_agreement_sum: () =>
    new Refusal('VALIDATION_FAILED', "The instalments do not make the agreement's total, or it is above the project's budget.", {
      rule: 'FND-INV-8',
    }),
};
