import { raw } from '@union-graph/subgraph';

const CREDIT_CODE_LENGTH = 18;
/** An organisation code as it is printed, with a hyphen before its check digit. */
const PRINTED = /^(.{8})-(.)$/u;

/** The nine characters by which a firm is known, whichever of its codes is given: characters 9 to 17 of a unified social credit code (GB 32100). */
export const codeBody = (code: string): string =>
  code.length === CREDIT_CODE_LENGTH ? code.slice(8, 17) : code.replace(PRINTED, '$1$2');

/** {@link codeBody} of `enterprise e`, as the index `enterprise_org_code` has it. */
export const CODE_BODY = raw('(case when length(e.org_code) = 18 then substr(e.org_code, 9, 9) else e.org_code end)');
