import { ROLES } from '@union-graph/identity';
import { PERSON_TAGS } from '@union-graph/schema';
import { accessRules } from './reading/accessRules.ts';
import { readSupergraph, type Supergraph } from './reading/supergraph.ts';

/**
 * The faults of a composed supergraph by this graph's conventions: a policy that is not a role, which nobody could satisfy; a mutation without
 * the scope `write`, which tokens for reading could call; missing tags of persons and their consents, without which all personal fields are
 * refused to partners.
 */
export const conventionFaults = (supergraphSdl: string): string[] => conventionFaultsOf(readSupergraph(supergraphSdl));

/** The same of a supergraph that is read already. */
export function conventionFaultsOf(supergraph: Supergraph): string[] {
  const mutations = supergraph.types.get('Mutation')?.fields.keys() ?? [];
  const rules = accessRules(supergraph);
  const unknownRoles = [...rules].flatMap(([coordinate, own]) =>
    own
      .filter(({ kind }) => kind === 'policy')
      .flatMap(({ anyOf }) => anyOf.flat())
      .filter((name) => !(ROLES as readonly string[]).includes(name))
      .map((name) => `${coordinate} asks for "${name}", which is not a role.`),
  );
  const openMutations = [...mutations]
    .map((name) => `Mutation.${name}`)
    .filter((coordinate) => !rules.get(coordinate)?.some(({ kind, anyOf }) => kind === 'requiresScopes' && needs(anyOf, 'write')))
    .map((coordinate) => `${coordinate} lacks @requiresScopes(scopes: [["write"]]).`);
  const noConsents = supergraph.personType?.consents ? [] : [NO_CONSENTS];
  return [...unknownRoles, ...openMutations, ...noConsents];
}

const NO_CONSENTS = `No fields have the tags ${Object.values(PERSON_TAGS).join(', ')}: the gateway must know whose data it answers, and who consents.`;

const needs = (anyOf: readonly (readonly string[])[], scope: string): boolean => anyOf.every((all) => all.includes(scope));
