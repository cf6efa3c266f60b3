import { OPEN_TYPES } from '../src/governance/registry/openTypes.ts';
import type { Candidate, CheckResult } from '../src/supergraph/check/checkResult.ts';
import { checkSubgraph } from '../src/supergraph/check/checkSubgraph.ts';
import { ORGANISATION } from './registry.ts';

export const URL = 'http://subgraph.invalid/graphql';
export const OTHERS = [{ name: 'organisation', url: URL, sdl: ORGANISATION.sdl }];

/** A version of the construction union's subgraph, and the version before it. */
export const candidate = (sdl: string, previousSdl: string | null = null): Candidate => ({
  name: 'ind-construction',
  url: URL,
  sdl,
  prefix: 'Construction',
  previousSdl,
});

/** Checks such a version against the subgraph of the organisation. */
export const check = (sdl: string, previousSdl: string | null = null): Promise<CheckResult> =>
  checkSubgraph({ candidate: candidate(sdl, previousSdl), others: OTHERS, open: OPEN_TYPES });

export const kindsOf = ({ problems }: CheckResult): string[] => [...new Set(problems.map(({ kind }) => kind))];

/** The schema with more imports of federation directives. */
export const withImports = (sdl: string, ...more: string[]): string =>
  sdl.replace('"@shareable"', ['"@shareable"', ...more.map((one) => `"${one}"`)].join(', '));
