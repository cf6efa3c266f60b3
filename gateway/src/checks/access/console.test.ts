import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { partnerOf } from '@union-graph/testing';
import { type OperationDefinitionNode, parse } from 'graphql';
// biome-ignore lint/style/noRestrictedImports: the examples are told for persons of the demo data, who are listed nowhere else.
import { PERSONS } from '../../../../infra/data/demo/persons.ts';
import { schema, text } from '../../../test/sweep/graph.ts';
import { accessRules } from '../../supergraph/reading/accessRules.ts';
import { readSupergraph } from '../../supergraph/reading/supergraph.ts';
import { accessRequirements, denialOf } from './accessRequirements.ts';

// @reads gateway/console/operations
const FOLDER = path.join(import.meta.dirname, '../../../console/operations');
const rules = accessRules(readSupergraph(text));

/** Who an example operation is told for, by its second line. */
function viewerOf(source: string): Viewer {
  const login = /Sign in to read|Sign in: ([\w-]+)/.exec(source)?.[1];
  const person = PERSONS.find((candidate) => candidate.login === login);
  if (person) return { ...ANONYMOUS, kind: 'person', personId: person.id, grants: person.grants, scopes: ['read', 'write'] };
  return login ? partnerOf({}) : ANONYMOUS;
}

/** Those that show a refusal say so, and are tried in the journeys. */
const showsRefusal = (file: string): boolean => /拒绝 Refused/.test(readFileSync(path.join(FOLDER, file), 'utf8'));

test.each(readdirSync(FOLDER).filter((file) => file.endsWith('.graphql') && !showsRefusal(file)))(
  '%s may be asked by whom it is told for',
  (file) => {
    const source = readFileSync(path.join(FOLDER, file), 'utf8');
    const document = parse(source);
    const needs = accessRequirements(schema, rules, document, document.definitions[0] as OperationDefinitionNode);
    expect(denialOf(needs, viewerOf(source)).coordinates).toEqual([]);
  },
);
