import { ROLES } from '@union-graph/identity';
import { PERSON_TAGS } from '@union-graph/schema';
import { accessRules } from './reading/accessRules.ts';
import { readSupergraph } from './reading/supergraph.ts';

/**
 * What composes and is still wrong in this house: a policy that is no role holds for nobody (most likely a slip of the pen),
 * a mutation without the scope `write` is open to tokens that were given for reading, and without marks of persons and their consents
 * nothing personal leaves to partners.
 */
export function conventionFaults(supergraphSdl: string): string[] {
  const supergraph = readSupergraph(supergraphSdl);
  const mutations = supergraph.types.get('Mutation')?.fields.keys() ?? [];
  const rules = accessRules(supergraph);
  const unknownRoles = [...rules].flatMap(([coordinate, own]) =>
    own
      .filter(({ kind }) => kind === 'policy')
      .flatMap(({ anyOf }) => anyOf.flat())
      .filter((name) => !(ROLES as readonly string[]).includes(name))
      .map((name) => `${coordinate} asks for "${name}", which is no role.`),
  );
  const openMutations = [...mutations]
    .map((name) => `Mutation.${name}`)
    .filter((coordinate) => !rules.get(coordinate)?.some(({ kind, anyOf }) => kind === 'requiresScopes' && needs(anyOf, 'write')))
    .map((coordinate) => `${coordinate} lacks @requiresScopes(scopes: [["write"]]).`);
  const noConsents = supergraph.persons?.consents ? [] : [NO_CONSENTS];
  return [...unknownRoles, ...openMutations, ...noConsents];
}

const NO_CONSENTS = `No fields have the tags ${Object.values(PERSON_TAGS).join(', ')}: the gateway must know whose data it answers, and who consents.`;

const needs = (anyOf: readonly (readonly string[])[], scope: string): boolean => anyOf.every((all) => all.includes(scope));
