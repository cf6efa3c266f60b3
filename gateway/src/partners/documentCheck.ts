import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { EarlyRefusal } from '../request/refusal.ts';
import {
  checkAgainstPartnerSchema,
  type PartnerRefusal,
  selectsIntrospection,
  selectsOnlyIntrospection,
} from './checkOperation.ts';

/** The result of checking a document against a partner schema. */
export interface DocumentCheck {
  readonly refusal: PartnerRefusal | null;
  readonly selects: 'data' | 'schema' | 'both';
}

/** Checks a document against a partner schema. */
export type CheckDocument = (schema: GraphQLSchema, document: DocumentNode) => DocumentCheck;

/** Creates the check, which keeps its result for each schema and document. */
export function createDocumentCheck(): CheckDocument {
  const checked = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, DocumentCheck>>();
  return (schema, document) => {
    const ofSchema = checked.get(schema) ?? new WeakMap<DocumentNode, DocumentCheck>();
    checked.set(schema, ofSchema);
    const known = ofSchema.get(document);
    if (known) return known;
    const isOnlyIntrospection = selectsOnlyIntrospection(schema, document);
    const selects = !selectsIntrospection(schema, document) ? 'data' : isOnlyIntrospection ? 'schema' : 'both';
    const made: DocumentCheck = { refusal: checkAgainstPartnerSchema(schema, document), selects };
    ofSchema.set(document, made);
    return made;
  };
}

/** The refusal of a document that selects the schema and data. */
export const MIXED_DOCUMENT: EarlyRefusal = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'Ask for the schema and for data in separate requests.',
};
