import { columns, empty, type PageSource, raw, sql } from '@union-graph/subgraph';
import { authoriseBooks } from '../fund/access.ts';
import { BankStatement } from './BankStatement.ts';
import { BankStatementLine } from './BankStatementLine.ts';
import type { LineOutcome } from './rules.ts';

/** The bank's files, newest first. `FORBIDDEN` for those who may not read the books. */
export const bankStatements: PageSource<BankStatement> = {
  name: 'bankStatements',
  select: (_, { viewer }) => {
    authoriseBooks(viewer);
    return sql`select ${columns(BankStatement, 's')} from bank_statement s`;
  },
  order: [
    { by: 'submittedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};

interface LineFilter {
  readonly outcome?: LineOutcome | null;
  readonly mismatchesOnly?: boolean | null;
}

/** The lines of a statement in the order of the file: all, those that do not match, or those of one outcome. */
export const linesOfStatement: PageSource<BankStatementLine, LineFilter> = {
  name: 'linesOfStatement',
  select: ({ outcome, mismatchesOnly }) => sql`select ${columns(BankStatementLine, 'l')} from bank_statement_line l
    where l.statement_id = ${raw('parent.key')}::uuid
      ${outcome ? sql`and l.outcome = ${outcome}` : empty}
      ${mismatchesOnly ? sql`and l.outcome not in ('SETTLED', 'FAILED', 'RETURNED')` : empty}`,
  order: [{ by: 'lineNo', type: 'int' }],
};
