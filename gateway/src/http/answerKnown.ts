import type { GraphQLResponse } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { getOperationAST } from 'graphql';
import { bodyOf } from '../execution/printedData.ts';
import type { Generation } from '../generations/graph.ts';
import type { AnswerOperation, ValidRequest } from './answerOperation.ts';
import type { createFinishResponse } from './finishResponse.ts';
import { mediaTypeFor } from './mediaType.ts';
import type { OperationContext } from './operationContext.ts';
import { sendResponse } from './sendResponse.ts';

interface KnownOptions {
  readonly answer: AnswerOperation;
  readonly finish: ReturnType<typeof createFinishResponse>;
}

/**
 * The short way of a request: a POST of an operation whose document is valid is answered without `@apollo/server`, which would do the same in more
 * steps. Everything else is left to it: GET, invalid documents and parameters, operations that are not found, and explanations. Its responses and
 * those of the short way are equal (`answerKnown.test.ts`).
 */
export function createAnswerKnown({ answer, finish }: KnownOptions) {
  return {
    /** Answers a request; null for one that `@apollo/server` must answer. */
    answer: (
      generation: Generation,
      request: FastifyRequest,
      reply: FastifyReply,
      context: OperationContext,
    ): Promise<FastifyReply> | null => {
      const valid = validRequestOf(generation, request, context);
      const { accept = '', 'accept-language': language } = request.headers;
      const mediaType = mediaTypeFor(accept);
      const operation = valid && getOperationAST(valid.document, valid.operationName);
      if (!valid || mediaType === null || !operation) return null;
      return answer(generation, valid, context).then((response) => {
        const operationName = operation.name?.value ?? null;
        finish({ response, accept, language, operation, operationName, cost: null, variables: valid.variables }, context);
        const { http, body } = response as GraphQLResponse & { readonly body: { readonly kind: 'single' } };
        if (!http.headers.has('content-type')) http.headers.set('content-type', mediaType);
        const { errors, data, extensions } = body.singleResult;
        return sendResponse(reply, http, bodyOf({ errors, data, extensions }));
      });
    },
  };
}

/** The parameters of a POST (GraphQL over HTTP); null where they or the document need another look. */
function validRequestOf(
  generation: Generation,
  { method, body }: FastifyRequest,
  context: OperationContext,
): ValidRequest | null {
  const { document, explanation } = context;
  if (method !== 'POST' || !document || explanation || !generation.isValid(document, explanation)) return null;
  const { query: text, operationName = null, variables = null, extensions = null } = body as Record<string, unknown>;
  if (typeof text !== 'string' || extensions !== null) return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  if (variables !== null && (typeof variables !== 'object' || Array.isArray(variables))) return null;
  return {
    document,
    text,
    operationName: operationName ?? undefined,
    variables: (variables ?? NO_VARIABLES) as ValidRequest['variables'],
  };
}

const NO_VARIABLES: ValidRequest['variables'] = {};
