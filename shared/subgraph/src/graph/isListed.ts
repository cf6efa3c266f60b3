import type { GraphQLResolveInfo } from 'graphql';

/** Whether a field belongs to one of several objects: to an item of a list somewhere on the way to it, entities of other services included. */
export function isListed(path: GraphQLResolveInfo['path']): boolean {
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at; at = at.prev) if (typeof at.key === 'number') return true;
  return false;
}
