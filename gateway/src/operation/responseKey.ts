import type { FieldNode } from 'graphql';

/** The key of a field in the response: its alias, else its name. */
export const responseKey = ({ alias, name }: Pick<FieldNode, 'alias' | 'name'>): string => (alias ?? name).value;
