import { Refusal } from '@union-graph/subgraph';

/** What a violated constraint of this noun means to a client. */
export const bankStatementConstraints = {
  bank_statement_once: () =>
    new Refusal('DUPLICATE', 'Somebody else handed this file in at the same moment. Read the statements.', { field: 'file' }),
};
